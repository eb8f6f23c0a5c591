//! What is said about emailed codes.

crate::messages! {
    /// Messages about emailed codes.
    pub enum EmailOtpText in "email_otp" {
        Heading = "heading": "Email MFA", "メール認証（Email MFA）";
        Summary = "summary": "A one-time code is sent to your registered address when you sign in.", "サインイン時に、登録済みのメールアドレスへワンタイムコードを送信します。";
        Weaker = "weaker": "Weaker than an authenticator app: whoever can read your mail can read the code.", "認証アプリより安全性は低くなります。メールを読める人は、コードも読めてしまいます。";
        NotOffered = "not_offered": "Your organisation does not offer emailed codes.", "お使いの組織では、メールによるコードは提供されていません。";
        Off = "off": "Off", "オフ";
        Active = "active": "Active", "有効";
        Unusable = "unusable": "Can’t be used", "使用不可";
        UnusableWhy = "unusable_why": "Your organisation no longer has codes sent to addresses at {domain}. Until you choose another address, signing in doesn’t offer a code by email.", "{domain} のアドレスへのコードの送信は認められなくなりました。別のアドレスを設定するまで、サインイン時にメールのコードは使えません。";
        GoesTo = "goes_to": "Codes go to", "送信先";
        Since = "since": "Set up on", "設定日時";
        LastUsed = "last_used": "Last used", "最終使用";
        NeverUsed = "never_used": "Not used yet", "まだ使用されていません";
        Enable = "enable": "Enable", "有効にする";
        Remove = "remove": "Turn off", "オフにする";
        RemoveConsequence = "remove_consequence": "Signing in no longer offers a code by email. All your other sessions end. You are told by email.", "サインイン時にメールでコードを受け取れなくなります。ほかのセッションはすべて終了し、メールでお知らせします。";
        RemoveSubmit = "remove_submit": "Turn off Email MFA", "メール認証をオフにする";
        SetupTitle = "setup_title": "Set up Email MFA", "メール認証を設定";
        SetupIntro = "setup_intro": "A code goes to {email}. Enter it here to show that mail reaches you.", "{email} にコードを送信します。届いたコードをここに入力して、受信できることを確認してください。";
        ChangeAddress = "change_address": "Not the right address? Change it in your account", "アドレスが違う場合は、アカウント情報で変更";
        Send = "send": "Send one-time code via Email (or resend)", "ワンタイムコードをメールで送信（再送信）";
        Sent = "sent": "A code was sent to {email}. It works until {until}.", "{email} にコードを送信しました。{until} まで有効です。";
        Code = "code": "One-time code", "ワンタイムコード";
        Submit = "submit": "Submit", "送信";
        ExternalSummary = "external_summary": "A one-time code is sent to an address of your choice when you sign in.", "サインイン時に、ご自身で登録したメールアドレスへワンタイムコードを送信します。";
        ExternalWeaker = "external_weaker": "Weaker than an app: whoever can read that mail can read the code.", "アプリより安全性は低くなります。そのメールを読める人は、コードも読めてしまいます。";
        ExternalIntro = "external_intro": "Enter an address that you can read without signing in here. A code goes there; enter it to show that mail reaches you.", "このポータルにサインインしなくても受信できるアドレスを入力してください。確認のためのコードを送信しますので、届いたコードを入力してください。";
        ExternalPresent = "external_present": "Codes go to {email} until you have confirmed another address.", "新しいアドレスを確認するまで、コードは {email} に送信されます。";
        ExternalAddress = "external_address": "External email address", "外部メールアドレス";
        ExternalForbidden = "external_forbidden": "Not at {domains}", "{domains} 以外のアドレス";
        ExternalExample = "external_example": "Such as name@example.org", "例：name@example.org";
        ExternalSend = "external_send": "Send one-time code", "ワンタイムコードを送信";
        ExternalAnother = "external_another": "Use another address", "別のアドレスを使う";
        Change = "change": "Change address", "アドレスを変更";
        Cancel = "cancel": "Cancel", "キャンセル";
    }
}
