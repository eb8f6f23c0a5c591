//! The widgets that every page is made of, and the document around them.
//!
//! A page ends with [`PortalPage::render`] or [`AuthPage::render`]: these make the whole document and give the
//! widgets inside what they need to know of the request, by context, so that a widget takes only what differs.
//!
//! | kind | widgets |
//! |---|---|
//! | documents | [`PortalPage`], [`AuthPage`], [`error_page`] |
//! | forms | [`Form`], [`Field`], [`FixedField`], [`CodeField`], [`ApplicationCodeField`], [`PasswordField`], [`NewPasswordField`], [`SelectField`], [`TextArea`], [`CheckBox`], [`HiddenField`], [`UsernameHint`], [`Button`], [`LinkButton`], [`Confirm`] |
//! | content | [`Card`], [`FormSection`], [`Facts`], [`Fact`], [`Rows`], [`Row`], [`Table`], [`Cell`], [`Badge`], [`Alert`], [`EmptyState`], [`Pager`], [`Moment`], [`Icon`] |
//! | islands | [`CopyButton`], [`LocalTimes`] |
//!
//! What islands use too is built for both worlds; what needs the request only for the server. No widget writes
//! a `style` attribute: the content security policy forbids it.

#![allow(unreachable_pub, reason = "the component macro makes a second function, which is not re-exported")]
#![allow(clippy::needless_pass_by_value, reason = "a component owns its properties")]

use std::borrow::Cow;

mod alert;
mod badge;
mod copy_button;
mod icon;
mod local_times;
mod modal;
mod print_button;
pub mod text;

pub use alert::{Alert, Tone};
pub use badge::Badge;
pub use copy_button::CopyButton;
pub use icon::{Icon, IconName, Mark};
pub use local_times::LocalTimes;
pub use modal::Modal;
pub use print_button::PrintButton;

#[cfg(feature = "ssr")]
mod auth;
#[cfg(feature = "ssr")]
mod brand;
#[cfg(feature = "ssr")]
mod button;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod check_box;
#[cfg(feature = "ssr")]
mod code_field;
#[cfg(feature = "ssr")]
mod confirm;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
pub mod email_enrolment;
#[cfg(feature = "ssr")]
pub mod error_page;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "ssr")]
mod language_switch;
#[cfg(feature = "ssr")]
mod moment;
#[cfg(feature = "ssr")]
mod notice;
#[cfg(feature = "ssr")]
mod numbered_pager;
#[cfg(feature = "ssr")]
mod pager;
#[cfg(feature = "ssr")]
mod pairing_field;
#[cfg(feature = "ssr")]
mod password_field;
#[cfg(feature = "ssr")]
mod portal;
#[cfg(feature = "ssr")]
pub mod problem;
#[cfg(feature = "ssr")]
mod reauthentication;
#[cfg(feature = "ssr")]
mod rows;
#[cfg(feature = "ssr")]
mod table;
#[cfg(feature = "ssr")]
mod tabs;
#[cfg(feature = "ssr")]
mod text_area;
#[cfg(feature = "ssr")]
pub mod totp_enrolment;
#[cfg(feature = "ssr")]
mod username_hint;

#[cfg(feature = "ssr")]
pub use auth::AuthPage;
#[cfg(feature = "ssr")]
pub use brand::Brand;
#[cfg(feature = "ssr")]
pub use button::{Button, ButtonKind, LinkButton};
#[cfg(feature = "ssr")]
pub use card::{Card, EmptyState, Fact, Facts, FormSection};
#[cfg(feature = "ssr")]
pub use check_box::{CheckBox, TICKED};
#[cfg(feature = "ssr")]
pub use code_field::{CodeField, CodeKind};
#[cfg(feature = "ssr")]
pub use confirm::Confirm;
#[cfg(feature = "ssr")]
pub use document::{bare_document, page, say, say_with};
#[cfg(feature = "ssr")]
pub use field::{Field, FieldKind, FixedField, HiddenField, SelectField};
#[cfg(feature = "ssr")]
pub use form::{FieldState, Form, field_state};
#[cfg(feature = "ssr")]
pub(crate) use language_switch::here as this_page;
#[cfg(feature = "ssr")]
pub use moment::{Moment, MomentStyle, day_text, duration_text, moment_text};
#[cfg(feature = "ssr")]
pub use numbered_pager::NumberedPager;
#[cfg(feature = "ssr")]
pub use pager::Pager;
#[cfg(feature = "ssr")]
pub use pairing_field::ApplicationCodeField;
#[cfg(feature = "ssr")]
pub use password_field::{NewPasswordField, PasswordField};
#[cfg(feature = "ssr")]
pub use portal::{PortalPage, Section};
#[cfg(feature = "ssr")]
pub use reauthentication::ProofFields;
#[cfg(feature = "ssr")]
pub use rows::{Row, Rows};
#[cfg(feature = "ssr")]
pub use table::{Cell, Table};
#[cfg(feature = "ssr")]
pub use tabs::{HistoryTab, SecurityTab, Tab, history_tabs, security_tabs};
#[cfg(feature = "ssr")]
pub use text_area::TextArea;
#[cfg(feature = "ssr")]
pub use username_hint::UsernameHint;

/// A piece of text on a page: from the catalogue, or made for the moment.
pub type Text = Cow<'static, str>;

#[cfg(all(test, feature = "ssr"))]
mod tests;
