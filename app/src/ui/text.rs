//! The words of the widgets, and of what every page may have to say.

use super::Tone;
use crate::form::Notice;
use crate::messages;

messages! {
    /// The words of the widgets.
    pub enum UiText in "ui" {
        SkipToContent = "skip_to_content": "Skip to content", "本文へ移動";
        Menu = "menu": "Main menu", "メインメニュー";
        MenuDashboard = "menu_dashboard": "Dashboard", "ダッシュボード";
        MenuSecurity = "menu_security": "Security", "セキュリティ";
        MenuHistory = "menu_history": "History", "履歴";
        MenuAdmin = "menu_admin": "Admin", "管理";
        AccountMenu = "account_menu": "Account menu", "アカウントメニュー";
        MyProfile = "my_profile": "My profile", "マイプロフィール";
        AccountSettings = "account_settings": "Account settings", "アカウント設定";
        SignOut = "sign_out": "Sign out", "サインアウト";
        Language = "language": "Language", "言語";
        TabMfa = "tab_mfa": "Multi-Factor Authentication", "多要素認証";
        TabAllowlist = "tab_allowlist": "Authorized IP Access", "接続元 IP アドレス制限";
        TabSessions = "tab_sessions": "Sessions and devices", "セッションとデバイス";
        TabLog = "tab_log": "Log", "操作ログ";
        TabMail = "tab_mail": "Email", "メール";
        Support = "support": "Contact support", "サポートへ連絡";
        Dismiss = "dismiss": "Dismiss", "閉じる";
        Optional = "optional": "optional", "任意";
        CheckField = "check_field": "Please check this field:", "次の項目をご確認ください:";
        Continue = "continue": "Continue", "続ける";
        Cancel = "cancel": "Cancel", "キャンセル";
        Pages = "pages": "Pages", "ページ送り";
        Previous = "previous": "Previous", "前へ";
        Next = "next": "Next", "次へ";
        Newer = "newer": "Newer", "新しい順に戻る";
        Older = "older": "Older", "以前のものを表示";
        Password = "password": "Password", "パスワード";
        ConfirmIdentity = "confirm_identity": "Confirm it’s you", "ご本人の確認";
        ConfirmIdentityWhy = "confirm_identity_why": "This is a sensitive change, and it has been a while since you signed in. Enter your password to go on; nothing you entered is lost.", "重要な変更のため、もう一度ご本人であることを確認します。パスワードを入力すると続行します。入力済みの内容は失われません。";
        AuthenticatorCode = "authenticator_code": "One-time code", "ワンタイムコード";
        AuthenticatorCodeIfAny = "authenticator_code_if_any": "The six digits your authenticator or OTP app shows. Leave it empty if you don’t use one.", "認証アプリまたは OTP アプリに表示される 6 桁の数字です。アプリをお使いでない場合は空欄のままにしてください。";
        AuthenticatorCodeHow = "authenticator_code_how": "The six digits your authenticator or OTP app shows.", "認証アプリまたは OTP アプリに表示される 6 桁の数字です。";
        OneTimeCode = "one_time_code": "One-time code", "ワンタイムコード";
        Copied = "copied": "Copied", "コピーしました";
        CopyKey = "copy_key": "Copy key", "キーをコピー";
        TotpScan = "totp_scan": "Scan the QR code", "QR コードを読み取る";
        TotpScanHow = "totp_scan_how": "Open an authenticator app, such as Google Authenticator, Microsoft Authenticator or Twilio Authy, and add an account.", "Google Authenticator、Microsoft Authenticator、Twilio Authy などの認証アプリを開き、アカウントを追加してください。";
        TotpQrLabel = "totp_qr_label": "QR code for your authenticator app; the key beside it holds the same", "認証アプリ用の QR コード。同じ内容のキーを横に表示しています";
        TotpByHand = "totp_by_hand": "Can’t scan it? Type this secret key instead:", "読み取れない場合は、次のシークレットキーを入力してください。";
        TotpAccount = "totp_account": "Account", "アカウント";
        TotpKind = "totp_kind": "Type", "種類";
        TotpKindValue = "totp_kind_value": "Time-based, 6 digits, 30 seconds", "時刻ベース、6 桁、30 秒";
        TotpProve = "totp_prove": "Enter the code it shows", "表示されたコードを入力する";
        TotpProveHow = "totp_prove_how": "Six digits that change every 30 seconds.", "30 秒ごとに変わる 6 桁の数字です。";
        EmailWillGo = "email_will_go": "We send a code to {email}. Enter it here to show that the address is yours.", "{email} にコードを送信します。届いたコードを入力すると、ご本人のアドレスであることを確認できます。";
        EmailWent = "email_went": "We sent a code to {email}. It works for {time} more.", "{email} にコードを送信しました。あと {time}有効です。";
        EmailSend = "email_send": "Send one-time code via Email", "ワンタイムコードをメールで送信";
        EmailResend = "email_resend": "Resend one-time code via Email", "ワンタイムコードを再送信";
        ResendLater = "resend_later": "Nothing yet? Look into the spam folder. In {time} you can have a new code sent.", "届かない場合は、迷惑メールフォルダーをご確認ください。{time}後に再送信できます。";
        ResendIn = "resend_in": "Nothing yet? Look into the spam folder. You can have a new code sent in {time}.", "届かない場合は、迷惑メールフォルダーをご確認ください。あと {time} で再送信できます。";
        ResendNow = "resend_now": "Nothing yet? Look into the spam folder, or have a new code sent.", "届かない場合は、迷惑メールフォルダーを確認するか、新しいコードを送信してください。";
        Second = "second": "{count} second", "{count} 秒";
        Seconds = "seconds": "{count} seconds", "{count} 秒";
        Minute = "minute": "{count} minute", "{count} 分";
        Minutes = "minutes": "{count} minutes", "{count} 分";
        Hour = "hour": "{count} hour", "{count} 時間";
        Hours = "hours": "{count} hours", "{count} 時間";
        Day = "day": "{count} day", "{count} 日";
        Days = "days": "{count} days", "{count} 日";
        RequestNumber = "request_number": "Request number:", "リクエスト番号:";
        TryAgain = "try_again": "Try again", "もう一度試す";
        ToDashboard = "to_dashboard": "Go to the dashboard", "ダッシュボードへ";
        ToSignIn = "to_sign_in": "Go to sign-in", "サインインへ";
        NewLink = "new_link": "Ask for a new link", "新しいリンクを申請する";
    }
}

messages! {
    /// What has been done, as the next page says it.
    pub enum NoticeText in "notice" {
        SignedOut = "signed_out": "You are signed out.", "サインアウトしました。";
        SignInExpired = "sign_in_expired": "That sign-in took too long or was ended. Please start again.", "時間が経過したか、サインインが中断されました。最初からやり直してください。";
        AccountReady = "account_ready": "Your account is ready. Sign in with your new password.", "アカウントの準備ができました。新しいパスワードでサインインしてください。";
        RuleAdded = "rule_added": "The authorized IP address or range was added.", "許可する IP アドレスまたは範囲を追加しました。";
        RuleRemoved = "rule_removed": "The authorized IP address or range was removed.", "許可する IP アドレスまたは範囲を削除しました。";
        RuleAmended = "rule_amended": "The rule’s note and end are saved.", "ルールのメモと期限を保存しました。";
        ListSaved = "list_saved": "The list of authorized addresses is saved.", "許可する IP アドレスのリストを保存しました。";
        TrialBegan = "trial_began": "Your changes are on trial. They go back by themselves unless they are confirmed from an address that they cover.", "変更を試用中です。リストに含まれるアドレスから確定しない限り、自動的に元に戻ります。";
        TrialConfirmed = "trial_confirmed": "The changes are confirmed and stay.", "変更を確定しました。";
        TrialUndone = "trial_undone": "The trial is over, and the list is as it was before it.", "試用を終了し、リストを元に戻しました。";
        RulesCleared = "rules_cleared": "All authorized IP addresses and ranges were removed.", "許可する IP アドレスと範囲をすべて削除しました。";
        TotpEnabled = "totp_enabled": "Your authenticator app is active. It will be asked for when you sign in.", "認証アプリが有効になりました。次回のサインインからコードの入力が必要です。";
        PairedRemoved = "paired_removed": "The OTP app was removed, and your other sessions were ended.", "OTP アプリを解除し、ほかのセッションを終了しました。";
        TotpRemoved = "totp_removed": "The authenticator app was removed, and your other sessions were ended.", "認証アプリを解除し、ほかのセッションを終了しました。";
        EmailOtpEnabled = "email_otp_enabled": "Codes by email are active.", "メールによるコードが有効になりました。";
        EmailOtpRemoved = "email_otp_removed": "Codes by email were turned off, and your other sessions were ended.", "メールによるコードを無効にし、ほかのセッションを終了しました。";
        MfaSwitchedOn = "mfa_switched_on": "Multi-factor authentication is on.", "多要素認証をオンにしました。";
        MfaSwitchedOnSignInAgain = "mfa_switched_on_sign_in_again": "Multi-factor authentication is on. Sign in again: from now on you are asked to confirm with a code here.", "多要素認証をオンにしました。ここからのサインインにはコードによる確認が必要になりますので、もう一度サインインしてください。";
        MfaSwitchedOff = "mfa_switched_off": "Multi-factor authentication is off. Your methods stay set up.", "多要素認証をオフにしました。設定済みの方法は残っています。";
        CodeSent = "code_sent": "A code is on its way. It can take a minute to arrive.", "コードを送信しました。届くまで 1 分ほどかかることがあります。";
        PasswordChanged = "password_changed": "Your password was changed, and your other sessions were ended.", "パスワードを変更し、ほかのセッションを終了しました。";
        ResetRequested = "reset_requested": "If there is an account with that address, a link to set a new password is on its way.", "そのアドレスのアカウントがある場合は、新しいパスワードを設定するためのリンクをお送りしました。";
        PasswordReset = "password_reset": "Your new password is set, and all sessions were ended. Sign in with it now.", "新しいパスワードを設定し、すべてのセッションを終了しました。新しいパスワードでサインインしてください。";
        AccountSaved = "account_saved": "Your account was saved.", "アカウント情報を保存しました。";
        AddressChanged = "address_changed": "Your new email address is in force.", "新しいメールアドレスに変更しました。";
        SessionRevoked = "session_revoked": "The session was ended.", "セッションを終了しました。";
        BrowserForgotten = "browser_forgotten": "The browser no longer stays signed in.", "ブラウザーの自動サインインを解除しました。";
        OtherSessionsRevoked = "other_sessions_revoked": "All other sessions were ended.", "ほかのセッションをすべて終了しました。";
        PersonInvited = "person_invited": "The account was created, and a link to set a password is on its way.", "アカウントを作成し、パスワード設定用のリンクを送信しました。";
        PersonLocked = "person_locked": "The account is locked, and its sessions were ended.", "アカウントをロックし、セッションを終了しました。";
        PersonUnlocked = "person_unlocked": "The account is unlocked.", "アカウントのロックを解除しました。";
        MfaReset = "mfa_reset": "The person’s second factors were removed, and their sessions were ended.", "対象者の多要素認証を解除し、セッションを終了しました。";
        MethodSet = "method_set": "The person’s second factor was chosen, their sessions were ended, and they are told by email.", "対象者の 2 つ目の認証方法を指定し、セッションを終了しました。本人にメールで通知されます。";
        SessionsRevoked = "sessions_revoked": "The person’s sessions were ended.", "対象者のセッションを終了しました。";
        NetworkSaved = "network_saved": "The network is saved.", "ネットワークを保存しました。";
        NetworkRemoved = "network_removed": "The network is deleted.", "ネットワークを削除しました。";
        NetworksReordered = "networks_reordered": "The order is changed.", "順番を変更しました。";
        GrantRevoked = "grant_revoked": "Your second factor no longer counts there.", "この場所での認証を無効にしました。";
        GrantsRevoked = "grants_revoked": "Your second factor no longer counts anywhere.", "すべての場所での認証を無効にしました。";
        GrantEnded = "grant_ended": "The second factor no longer counts there.", "認証を無効にしました。";
        SupportRequested = "support_requested": "Your request was sent to support.", "サポートに依頼を送信しました。";
        RequestTaken = "request_taken": "You are looking into this request.", "この依頼の確認を開始しました。";
        RequestApproved = "request_approved": "The request was approved. The person is told by email and can stop it until it takes effect.", "依頼を承認しました。本人にメールで通知され、解除されるまでの間は中止できます。";
        RequestDone = "request_done": "The request was approved, and the person’s second factors were removed.", "依頼を承認し、対象者の多要素認証を解除しました。";
        RequestRefused = "request_refused": "The request was refused.", "依頼を却下しました。";
        RequestStopped = "request_stopped": "The removal was stopped. Your second factors stay as they are.", "解除を中止しました。多要素認証の設定はそのままです。";
    }
}

/// The message of a notice.
#[must_use]
pub const fn notice_text(notice: Notice) -> NoticeText {
    match notice {
        Notice::SignedOut => NoticeText::SignedOut,
        Notice::SignInExpired => NoticeText::SignInExpired,
        Notice::AccountReady => NoticeText::AccountReady,
        Notice::RuleAdded => NoticeText::RuleAdded,
        Notice::RuleRemoved => NoticeText::RuleRemoved,
        Notice::RuleAmended => NoticeText::RuleAmended,
        Notice::ListSaved => NoticeText::ListSaved,
        Notice::TrialBegan => NoticeText::TrialBegan,
        Notice::TrialConfirmed => NoticeText::TrialConfirmed,
        Notice::TrialUndone => NoticeText::TrialUndone,
        Notice::RulesCleared => NoticeText::RulesCleared,
        Notice::TotpEnabled => NoticeText::TotpEnabled,
        Notice::PairedRemoved => NoticeText::PairedRemoved,
        Notice::TotpRemoved => NoticeText::TotpRemoved,
        Notice::EmailOtpEnabled => NoticeText::EmailOtpEnabled,
        Notice::EmailOtpRemoved => NoticeText::EmailOtpRemoved,
        Notice::MfaSwitchedOn => NoticeText::MfaSwitchedOn,
        Notice::MfaSwitchedOnSignInAgain => NoticeText::MfaSwitchedOnSignInAgain,
        Notice::MfaSwitchedOff => NoticeText::MfaSwitchedOff,
        Notice::CodeSent => NoticeText::CodeSent,
        Notice::PasswordChanged => NoticeText::PasswordChanged,
        Notice::ResetRequested => NoticeText::ResetRequested,
        Notice::PasswordReset => NoticeText::PasswordReset,
        Notice::AccountSaved => NoticeText::AccountSaved,
        Notice::AddressChanged => NoticeText::AddressChanged,
        Notice::SessionRevoked => NoticeText::SessionRevoked,
        Notice::BrowserForgotten => NoticeText::BrowserForgotten,
        Notice::OtherSessionsRevoked => NoticeText::OtherSessionsRevoked,
        Notice::PersonInvited => NoticeText::PersonInvited,
        Notice::PersonLocked => NoticeText::PersonLocked,
        Notice::PersonUnlocked => NoticeText::PersonUnlocked,
        Notice::MfaReset => NoticeText::MfaReset,
        Notice::MethodSet => NoticeText::MethodSet,
        Notice::SessionsRevoked => NoticeText::SessionsRevoked,
        Notice::NetworkSaved => NoticeText::NetworkSaved,
        Notice::NetworkRemoved => NoticeText::NetworkRemoved,
        Notice::NetworksReordered => NoticeText::NetworksReordered,
        Notice::GrantRevoked => NoticeText::GrantRevoked,
        Notice::GrantsRevoked => NoticeText::GrantsRevoked,
        Notice::GrantEnded => NoticeText::GrantEnded,
        Notice::SupportRequested => NoticeText::SupportRequested,
        Notice::RequestTaken => NoticeText::RequestTaken,
        Notice::RequestApproved => NoticeText::RequestApproved,
        Notice::RequestDone => NoticeText::RequestDone,
        Notice::RequestRefused => NoticeText::RequestRefused,
        Notice::RequestStopped => NoticeText::RequestStopped,
    }
}

/// What a notice is about: nearly all tell that something was done.
#[must_use]
pub const fn notice_tone(notice: Notice) -> Tone {
    match notice {
        Notice::SignInExpired => Tone::Warning,
        Notice::SignedOut | Notice::CodeSent => Tone::Info,
        _ => Tone::Good,
    }
}
