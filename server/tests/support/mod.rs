//! What the tests of the features share.

pub(crate) mod database;
pub(crate) mod otp;
pub(crate) mod portal;

pub(crate) use database::Fresh;
pub(crate) use portal::{PASSWORD, TestPortal, Visitor};

/// Declares a test that runs on SQLite and, where `SEKISHO_TEST_POSTGRES` names a server, on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($(async fn $name:ident($fresh:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn on($fresh: &$crate::support::Fresh) $body

            #[tokio::test]
            async fn sqlite() {
                let fresh = $crate::support::Fresh::sqlite().await;
                on(&fresh).await;
                fresh.remove().await;
            }

            #[tokio::test]
            async fn postgres() {
                let Some(fresh) = $crate::support::Fresh::postgres().await else {
                    eprintln!("not run: SEKISHO_TEST_POSTGRES is not set");
                    return;
                };
                on(&fresh).await;
                fresh.remove().await;
            }
        }
    )+};
}

/// A portal as it is when nothing is configured.
pub(crate) async fn portal(fresh: &Fresh) -> TestPortal {
    TestPortal::with(fresh.open().await, |_| {})
}
