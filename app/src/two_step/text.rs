//! What is said on the way from one-step to two-step sign-in.

crate::messages! {
    /// Messages of the way to two-step sign-in.
    pub enum TwoStepText in "two_step" {
        Link = "link": "Initial setting for 2-step verification", "2 段階認証の初期設定";
        DueTitle = "due_title": "Your way to log in is changing", "サインイン方法が変わります";
        DueWhat = "due_what": "Set a new password and get codes from your phone: it takes a few minutes, and you can stop and go on later.", "新しいパスワードと、スマートフォンに表示されるコードを設定します。数分で完了し、途中で中断しても続きから再開できます。";
        DueUntil = "due_until": "The way without a code ends on {day} (UTC).", "コードなしのサインインは {day}（UTC）で終了します。";
        Title = "title": "Initial setting for 2-step verification", "2 段階認証の初期設定";
        Progress = "progress": "Steps", "手順";
        ProgressDone = "progress_done": "done", "完了";
        ProgressPassword = "progress_password": "New password", "新しいパスワード";
        ProgressTotp = "progress_totp": "TOTP authentication", "TOTP 認証";
        ProgressEmail = "progress_email": "MailOTP authentication", "メール OTP 認証";
        ProgressEnd = "progress_end": "Completion", "完了";
        PasswordTitle = "password_title": "Set a new password", "新しいパスワードの設定";
        PasswordWhat = "password_what": "It takes the place of the password you have now. Your other sessions end.", "現在のパスワードに代わって使用します。変更すると、ほかのセッションは終了します。";
        NewPassword = "new_password": "New password", "新しいパスワード";
        ChangePassword = "change_password": "Change Password", "パスワードを変更";
        Later = "later": "Later", "あとで設定する";
        PasswordDoneTitle = "password_done_title": "The password has been changed", "パスワードを変更しました";
        PasswordDoneWhat = "password_done_what": "Use the new one from now on. Next comes the second step: an app on your phone or tablet shows a code, which you enter after the password.", "以後は新しいパスワードをお使いください。次に、2 段階目の設定をします。スマートフォンやタブレットのアプリに表示されるコードを、パスワードに続けて入力します。";
        PasswordDoneEmail = "password_done_email": "Use the new one from now on. Next comes the second step: a code that we send by email, which you enter after the password.", "以後は新しいパスワードをお使いください。次に、2 段階目の設定をします。メールで届くコードを、パスワードに続けて入力します。";
        NoDevice = "no_device": "No phone or tablet, or not allowed to bring one? Ask your administrator to change you to codes by email (MailOTP authentication).", "スマートフォンやタブレットをお持ちでない方、持ち込めない方は、メールで受け取るコード（メール OTP 認証）への変更を管理者に依頼してください。";
        SetUpAgainTitle = "set_up_again_title": "Set up your second step again", "2 段階目をもう一度設定してください";
        SetUpAgainWhat = "set_up_again_what": "There were too many wrong codes, so your authenticator app no longer counts. Bind it anew.", "コードの入力誤りが多かったため、認証アプリが使えなくなっています。もう一度登録してください。";
        SetUpTotp = "set_up_totp": "Setting the TOTP authentication", "TOTP 認証の設定";
        SetUpEmail = "set_up_email": "Setting the MailOTP authentication", "メール OTP 認証の設定";
        TotpTitle = "totp_title": "Register your authenticator app", "認証アプリの登録";
        VerifyCode = "verify_code": "Verify code", "確認コード";
        Register = "register": "Register", "登録";
        DoneTitle = "done_title": "Congratulations! The initial setup is completed", "初期設定が完了しました";
        DoneTotp = "done_totp": "From now on, use “{way}”: your password, then the code that your app shows. The old way no longer lets you in.", "以後は「{way}」から、パスワードとアプリに表示されるコードでサインインしてください。従来の方式ではサインインできません。";
        DoneEmail = "done_email": "From now on, use “{way}”: your password, then the code that we send to {email}. The old way no longer lets you in.", "以後は「{way}」から、パスワードと {email} に届くコードでサインインしてください。従来の方式ではサインインできません。";
        DoneCodes = "done_codes": "One thing is left: keep the recovery codes below, for the day when your phone is lost.", "最後に、スマートフォンをなくしたときのために、下のリカバリーコードを保存してください。";
        ToDashboard = "to_dashboard": "Go to the dashboard", "ダッシュボードへ";
    }
}
