//! The icons and the mark, drawn as inline SVG so that no page waits for an image.

use leptos::prelude::*;

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)+) => {
        /// An icon: strokes on a grid of 20 by 20.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum IconName { $($(#[$doc])* $name),+ }

        impl IconName {
            /// Every icon.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            pub(super) const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }
        }
    };
}

icons! {
    /// A house.
    Dashboard = "M3 9.2 10 3.5l7 5.7V16a1 1 0 0 1-1 1h-3.5v-5h-5v5H4a1 1 0 0 1-1-1z";
    /// A shield.
    Shield = "M10 2.8 16 5v4.6c0 3.7-2.4 6.4-6 7.6-3.6-1.2-6-3.9-6-7.6V5z";
    /// A shield with a tick.
    ShieldCheck = "M10 2.8 16 5v4.6c0 3.7-2.4 6.4-6 7.6-3.6-1.2-6-3.9-6-7.6V5zM7.4 9.9l1.9 1.9 3.4-3.6";
    /// A clock that goes back.
    History = "M3.3 10a6.7 6.7 0 1 0 2-4.8L3.2 7.3M3.2 3.6v3.7h3.7M10 6.4V10l2.5 1.7";
    /// Two people.
    People = "M7.5 9.3a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM2.4 16.5c0-2.6 2.3-4.4 5.1-4.4s5.1 1.8 5.1 4.4M13 4a2.7 2.7 0 0 1 0 5.1M14.6 12.3c1.8.6 3 2.1 3 4.2";
    /// One person.
    Person = "M10 9.6a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 17c0-2.9 2.8-4.8 6.2-4.8s6.2 1.9 6.2 4.8";
    /// A globe.
    Globe = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2 2 2.9 4.4 2.9 7s-.9 5-2.9 7c-2-2-2.9-4.4-2.9-7S8 5 10 3z";
    /// An arrow out of a door.
    SignOut = "M8 17H4.5A1.5 1.5 0 0 1 3 15.5v-11A1.5 1.5 0 0 1 4.5 3H8M12.5 13.5 16.5 10l-4-3.5M16.5 10H7.5";
    /// A tick.
    Check = "M4 10.6 8 14.5 16 5.5";
    /// A tick in a circle.
    CheckCircle = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM6.9 10.2l2.1 2.1 4.1-4.4";
    /// A triangle with an exclamation mark.
    Warning = "M10 3.2 17.6 16.4H2.4zM10 8v3.7M10 13.9v.1";
    /// An exclamation mark in a circle.
    Error = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.3v4.4M10 13.5v.1";
    /// The letter i in a circle.
    Info = "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.3v4.4M10 6.4v.1";
    /// Two sheets.
    Copy = "M7.5 7.5h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1zM4.5 12.5h-1a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1h8a1 1 0 0 1 1 1v1";
    /// An arrow up.
    ArrowUp = "M10 16.5v-13M4.8 8.7 10 3.5l5.2 5.2";
    /// An arrow down.
    ArrowDown = "M10 3.5v13M4.8 11.3 10 16.5l5.2-5.2";
    /// A pencil.
    Pencil = "M4 16l.8-3.4 8.6-8.6a1.6 1.6 0 0 1 2.3 0l.3.3a1.6 1.6 0 0 1 0 2.3L7.4 15.2zM12 5.4l2.6 2.6";
    /// A bin.
    Trash = "M3.5 5.5h13M8 5.5V4a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v1.5M5 5.5l.7 10.6a1 1 0 0 0 1 .9h6.6a1 1 0 0 0 1-.9L15 5.5M8.3 9v4.5M11.7 9v4.5";
    /// A plus.
    Plus = "M10 4v12M4 10h12";
    /// A small dot.
    Dot = "M10 9.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6z";
    /// A cross.
    Close = "M5 5l10 10M15 5 5 15";
    /// An angle that points right.
    ChevronRight = "M7.5 4.5 13 10l-5.5 5.5";
    /// An angle that points left.
    ChevronLeft = "M12.5 4.5 7 10l5.5 5.5";
    /// An angle that points down.
    ChevronDown = "M4.5 7.5 10 13l5.5-5.5";
    /// A telephone with a code on it.
    Authenticator = "M6.5 2.5h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM8 7h4M8 9.5h4M9.3 15h1.4";
    /// An envelope.
    Mail = "M3.5 4.5h13a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM3 6l7 5 7-5";
    /// A key.
    Key = "M13 11a4 4 0 1 0-3.7-2.5L3 14.8V17h2.2l.9-.9v-1.6h1.6l.9-.9v-1.4l.9-.9c1 .4 2.2.2 3.5-.3zM13.4 6.6v.1";
    /// A laptop.
    Device = "M4.5 4h11a1 1 0 0 1 1 1v7.5h-13V5a1 1 0 0 1 1-1zM2 15.5h16";
    /// A telephone.
    Phone = "M6.5 2.5h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM9 15h2";
    /// A pin on a map.
    Place = "M10 17.3c3.5-3.6 5.3-6.4 5.3-8.8a5.3 5.3 0 0 0-10.6 0c0 2.4 1.8 5.2 5.3 8.8zM10 10.3a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z";
    /// A padlock.
    Lock = "M5.5 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM7 9V6.3a3 3 0 0 1 6 0V9";
    /// An arrow into a tray.
    Download = "M10 3v9.5M6 9l4 3.8L14 9M3.5 16.5h13";
    /// A printer.
    Print = "M6 7.5V3h8v4.5M6 14.5H4a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-2M6 12h8v5H6z";
    /// A magnifying glass.
    Search = "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4";
    /// Sliders.
    Settings = "M3 6h8M15 6h2M3 14h2M9 14h8M13 8.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM7 16.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z";
}

/// An icon beside a text that says the same: screen readers pass over it.
#[component]
pub fn Icon(
    /// Which.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <path d=name.path()></path>
        </svg>
    }
}

/// The portal's mark: the gate of a checkpoint, two posts and a beam.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <rect class="mark-ground" width="32" height="32" rx="8"></rect>
            <path class="mark-gate" d="M6 10.2c3.2 1 6.5 1.5 10 1.5s6.8-.5 10-1.5M10.5 11.5V25M21.5 11.5V25M10.5 16.5h11"></path>
        </svg>
    }
}
