//! What the pages of signing in say.

use crate::messages;

messages! {
    /// The words of signing in.
    pub enum SignInText in "sign_in" {
        Title = "title": "Sign in", "サインイン";
        Email = "email": "Email address", "メールアドレス";
        Password = "password": "Password", "パスワード";
        Submit = "submit": "Sign in", "サインイン";
        Username = "username": "User name", "ユーザー名";
        Next = "next": "Next", "次へ";
        IdentifierWhat = "identifier_what": "The password comes on the next page.", "パスワードは次の画面で入力します。";
        PasswordTitle = "password_title": "Enter your password", "パスワードを入力してください";
        Another = "another": "Change", "変更";
        Remember = "remember": "Stay signed in on this browser", "次回から自動的にサインインする";
        RememberWhat = "remember_what": "Only on a device that nobody else uses. Ends after {days} days without a visit.", "ご自分だけが使うデバイスでのみ選択してください。{days} 日間アクセスがないと解除されます。";
        TwoStepWay = "two_step_way": "Log in with 2-step verification (new authentication method)", "2 段階認証でサインイン（新しい認証方式）";
        TwoStepFor = "two_step_for": "With your password, then a code.", "パスワードに続けて、コードを入力します。";
        OneStepWay = "one_step_way": "Log in with 1-step verification (old authentication method)", "1 段階認証でサインイン（従来の認証方式）";
        OneStepFor = "one_step_for": "With your password alone, if you have not set up 2-step verification yet. Once you have, use the new way: this one no longer lets you in.", "2 段階認証の設定がまだお済みでない方は、パスワードだけでサインインできます。設定後は、新しい認証方式をご利用ください。この方式ではサインインできなくなります。";
        OneStepUntil = "one_step_until": "Until {day} (UTC)", "{day}（UTC）まで";
        OneStepOver = "one_step_over": "Signing in with the password alone ended on {day} (UTC). Sign in here: if you have not set up 2-step verification yet, the next page asks you to.", "パスワードだけでのサインインは {day}（UTC）で終了しました。こちらからサインインしてください。2 段階認証の設定がまだの場合は、次の画面で設定できます。";
        Forgot = "forgot": "Forgot your password?", "パスワードをお忘れですか？";
        TotpTitle = "totp_title": "Enter your code", "コードを入力してください";
        TotpWhat = "totp_what": "Open your authenticator app and enter the six digits it shows for this portal.", "認証アプリを開き、このポータルに表示されている 6 桁の数字を入力してください。";
        EmailTitle = "email_title": "Get a code by email", "メールでコードを受け取る";
        EmailWhat = "email_what": "We send a code to {email}.", "{email} にコードを送信します。";
        EmailSend = "email_send": "Send one-time code via Email", "ワンタイムコードをメールで送信";
        EmailSentTitle = "email_sent_title": "Check your email", "メールをご確認ください";
        EmailSentFor = "email_sent_for": "We sent a code to {email}. It works for {time} more.", "{email} にコードを送信しました。あと {time}有効です。";
        EmailResend = "email_resend": "Send a new code", "新しいコードを送信";
        RecoveryTitle = "recovery_title": "Use a recovery code", "リカバリーコードを使う";
        RecoveryWhat = "recovery_what": "Enter one of the codes you saved when you set up your authenticator app. Each works once.", "認証アプリの設定時に保存したコードのうち 1 つを入力してください。各コードは一度だけ使えます。";
        Code = "code": "One-time code", "ワンタイムコード";
        RecoveryCode = "recovery_code": "Recovery code", "リカバリーコード";
        Verify = "verify": "Verify", "確認する";
        OtherWays = "other_ways": "Another way to sign in", "ほかの方法";
        PairedTitle = "paired_title": "Enter the code of your OTP app", "OTP アプリのコードを入力してください";
        PairedWhat = "paired_what": "Open the OTP app, hold VIEW CODE, and enter the six digits it shows.", "OTP アプリを開き、［VIEW CODE］を長押しして表示される 6 桁の数字を入力してください。";
        WayPaired = "way_paired": "Use your OTP app", "OTP アプリを使う";
        WayTotp = "way_totp": "Use your authenticator app", "認証アプリを使う";
        WayEmail = "way_email": "Get a code by email", "メールでコードを受け取る";
        WayRecovery = "way_recovery": "Use a recovery code", "リカバリーコードを使う";
        EmailForbidden = "email_forbidden": "A code by email can’t be used: yours would go to an address at {domain}, where codes may no longer be sent. Once you are in, choose another address under Security.", "メールのコードは使えません。送信先の {domain} のアドレスへの送信が認められなくなったためです。サインイン後に、［セキュリティ］で別のアドレスを設定してください。";
        NoDevice = "no_device": "No device at hand?", "認証に使う端末をお持ちでない場合は、";
        ContactSupport = "contact_support": "Contact support", "サポートにお問い合わせください";
        StartOver = "start_over": "Cancel and start over", "キャンセルして最初からやり直す";
        ChoiceTitle = "choice_title": "Choose how to confirm", "認証方法の選択";
        ChoiceWhat = "choice_what": "One of your methods confirms that it’s you.", "設定済みの方法のいずれかで、ご本人であることを確認します。";
        ChoiceUsual = "choice_usual": "Your usual one", "いつもの方法";
        ChoiceTotp = "choice_totp": "Authenticator app", "認証アプリ";
        ChoiceTotpWhat = "choice_totp_what": "Enter the six digits that your app shows.", "アプリに表示された 6 桁の数字を入力します。";
        ChoicePaired = "choice_paired": "OTP app", "OTP アプリ";
        ChoicePairedWhat = "choice_paired_what": "Enter the six digits that the OTP app shows.", "OTP アプリに表示された 6 桁の数字を入力します。";
        ChoiceEmail = "choice_email": "Code by email", "メールによるコード";
        ChoiceEmailWhat = "choice_email_what": "Have a code sent to {email}.", "{email} に届くコードを入力します。";
        ChoiceRecovery = "choice_recovery": "Recovery code", "リカバリーコード";
        ChoiceRecoveryWhat = "choice_recovery_what": "Enter one of the codes that you saved.", "保存しておいたコードのうち 1 つを入力します。";
        Waits = "waits": "Your second factor doesn’t count at the address you are using now, or its time is over. Sign in again to go on.", "現在お使いの IP アドレスでは 2 つ目の認証が有効でないか、有効期限が切れています。続けるには、もう一度サインインしてください。";
        StepUpTitle = "step_up_title": "Show your second factor again", "2 つ目の認証をもう一度行ってください";
        StepUpWhat = "step_up_what": "You are signed in. What you want to do needs a second factor that was shown just now, from the address you are at.", "サインインはすでに完了しています。ご希望の操作には、現在お使いの IP アドレスから、あらためて 2 つ目の認証を行う必要があります。";
        StepUpGo = "step_up_go": "Continue", "続ける";
        StepUpCancel = "step_up_cancel": "Cancel", "キャンセル";
        StepUpEnrolWhat = "step_up_enrol_what": "You have no second factor yet. Choose how you want to get a code; it takes about a minute.", "2 つ目の認証がまだ設定されていません。コードの受け取り方法を選んでください。1 分ほどで設定できます。";
        StepUpEnrolSubmit = "step_up_enrol_submit": "Activate and continue", "有効にして続ける";
        EnrolTitle = "enrol_title": "Set up two-step sign-in", "二段階サインインの設定";
        EnrolWhat = "enrol_what": "Your password was right. This portal also asks for a code each time you sign in. Choose how you want to get it; it takes about a minute.", "パスワードは正しく確認されました。このポータルでは、サインインのたびにコードも入力します。受け取り方法を選んでください。1 分ほどで完了します。";
        EnrolTotp = "enrol_totp": "Authenticator app", "認証アプリ";
        EnrolTotpWhat = "enrol_totp_what": "An app on your phone shows a new code every 30 seconds, even without a network.", "スマートフォンのアプリが 30 秒ごとに新しいコードを表示します。オフラインでも使えます。";
        EnrolEmail = "enrol_email": "Codes by email", "メールによるコード";
        EnrolEmailWhat = "enrol_email_what": "We send a code to your address each time. Less secure than an app.", "毎回メールでコードをお送りします。認証アプリに比べて安全性は下がります。";
        EnrolExternalWhat = "enrol_external_what": "We send a code each time, to an address of your choice. Less secure than an app.", "ご自身で登録したアドレスに、毎回コードをお送りします。アプリに比べて安全性は下がります。";
        Recommended = "recommended": "Recommended", "推奨";
        EnrolTotpTitle = "enrol_totp_title": "Set up your authenticator app", "認証アプリの設定";
        EnrolTotpSubmit = "enrol_totp_submit": "Activate and sign in", "有効にしてサインイン";
        EnrolEmailTitle = "enrol_email_title": "Set up codes by email", "メールによるコードの設定";
        EnrolEmailSubmit = "enrol_email_submit": "Activate and sign in", "有効にしてサインイン";
        ChooseAnother = "choose_another": "Choose another way", "別の方法を選ぶ";
    }
}
