//! What the pages about sessions say.

use crate::messages;

messages! {
    /// The words of sessions and of proving again who one is.
    pub enum SessionText in "session" {
        What = "what": "Where your account is signed in. End whatever you don’t recognise, then change your password.", "アカウントがサインインしている場所の一覧です。心当たりのないものは終了し、パスワードを変更してください。";
        ThisDevice = "this_device": "This device", "このデバイス";
        BrowserOnSystem = "browser_on_system": "{browser} on {system}", "{system} の {browser}";
        UnknownBrowser = "unknown_browser": "Unknown browser", "不明なブラウザー";
        UnknownAddress = "unknown_address": "Address unknown", "アドレス不明";
        LastUsed = "last_used": "Last used", "最終利用";
        SignedIn = "signed_in": "Signed in", "サインイン";
        WithSecondFactor = "with_second_factor": "Two-step sign-in", "二段階サインイン";
        PasswordOnly = "password_only": "Password only", "パスワードのみ";
        Remembered = "remembered": "Stayed signed in", "自動サインイン";
        End = "end": "Sign out", "サインアウト";
        EndOf = "end_of": "Sign out: {device}", "サインアウト: {device}";
        EndQuestion = "end_question": "End this session? Whoever uses that browser has to sign in again.", "このセッションを終了しますか？そのブラウザーでは再度サインインが必要になります。";
        EndOthers = "end_others": "Sign out everywhere else", "ほかのすべてからサインアウト";
        EndOthersQuestion = "end_others_question": "End all sessions but this one?", "このセッション以外をすべて終了しますか？";
        OnlyThis = "only_this": "You are signed in nowhere else.", "ほかの場所ではサインインしていません。";
        ReauthenticateTitle = "reauthenticate_title": "Confirm it’s you", "ご本人の確認";
        ReauthenticateWhat = "reauthenticate_what": "What you are about to do is sensitive, and it has been a while since you signed in.", "これから行う操作は重要なため、もう一度ご本人であることを確認します。";
        Confirm = "confirm": "Confirm", "確認する";
        Cancel = "cancel": "Cancel", "キャンセル";
    }
}
