//! The OTP app: what a browser needs to install it and to keep it on the device. The page itself is the app's
//! (`sekisho_app::authenticator`); it is everybody's, and no cookie is looked at.

pub mod http;
