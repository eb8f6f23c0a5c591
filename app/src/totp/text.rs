//! What is said about the authenticator app.

crate::messages! {
    /// Messages about the authenticator app.
    pub enum TotpText in "totp" {
        Heading = "heading": "Authenticator app (Google Authenticator and others)", "認証アプリ（Google Authenticator など）";
        Summary = "summary": "An app on your phone shows a new six-digit code every 30 seconds. Google Authenticator, Microsoft Authenticator, Authy and others work.", "スマートフォンのアプリに、30 秒ごとに新しい 6 桁のコードが表示されます。Google Authenticator、Microsoft Authenticator、Authy などをお使いいただけます。";
        Off = "off": "Off", "オフ";
        Active = "active": "Active", "有効";
        Disabled = "disabled": "Disabled", "停止中";
        DisabledWhy = "disabled_why": "There were too many wrong codes, so this authenticator no longer counts. Set it up again, or remove it.", "コードの入力誤りが多かったため、この認証アプリは使えなくなっています。もう一度設定するか、解除してください。";
        Since = "since": "Set up on", "設定日時";
        DisabledSince = "disabled_since": "Disabled on", "停止日時";
        LastUsed = "last_used": "Last used", "最終使用";
        NeverUsed = "never_used": "Not used yet", "まだ使用されていません";
        Enable = "enable": "Enable", "有効にする";
        SetUpAgain = "set_up_again": "Set up again", "もう一度設定する";
        EnableMethod = "enable_method": "{enable}: {method}", "{enable}：{method}";
        Remove = "remove": "Remove", "解除する";
        RemoveConsequence = "remove_consequence": "Signing in no longer asks for a code from this app, and its recovery codes stop working. All your other sessions end. You are told by email.", "サインイン時にこのアプリのコードを求められなくなり、リカバリーコードも使えなくなります。ほかのセッションはすべて終了し、メールでお知らせします。";
        RemoveSubmit = "remove_submit": "Remove the authenticator app", "認証アプリを解除する";
        SetupTitle = "setup_title": "Set up an authenticator app", "認証アプリを設定";
        StepOne = "step_one": "Step 1 of 2: add the account to your app", "手順 1/2：アプリにアカウントを追加";
        StepTwo = "step_two": "Step 2 of 2: enter the code that the app shows", "手順 2/2：アプリに表示されたコードを入力";
        Scan = "scan": "Open your authenticator app and scan this QR code.", "認証アプリを開き、この QR コードを読み取ってください。";
        QrLabel = "qr_label": "QR code that adds {label} to an authenticator app", "{label} を認証アプリに追加する QR コード";
        CannotScan = "cannot_scan": "Can’t scan it? Type this key into the app instead", "読み取れない場合は、次のキーをアプリに入力してください";
        Key = "key": "Secret key", "シークレットキー";
        CopyKey = "copy_key": "Copy the key", "キーをコピー";
        KeySettings = "key_settings": "Account: {label}. Kind: time-based, 6 digits, every 30 seconds.", "アカウント：{label}　種類：時間ベース、6 桁、30 秒";
        OpenApp = "open_app": "On this phone? Open it in the app", "このスマートフォンで設定する場合は、アプリで開く";
        Continue = "continue": "Continue", "次へ";
        CodeHint = "code_hint": "Six digits, as the app shows them for {label}.", "アプリの {label} の欄に表示される 6 桁の数字です。";
        Code = "code": "One-time code", "ワンタイムコード";
        Submit = "submit": "Submit", "送信";
        Back = "back": "Back to the QR code", "QR コードに戻る";
        Cancel = "cancel": "Cancel", "キャンセル";
        MfaIntro = "mfa_intro": "After the password, signing in asks for a one-time code as well. Someone who has guessed or stolen your password then still can’t get in. Having both methods keeps you safe from losing one.", "パスワードに加えて、サインイン時にワンタイムコードの入力を求めます。パスワードが知られてしまっても、それだけではサインインできません。片方が使えなくなったときのために、両方の方法を設定しておくと安心です。";
    }
}
