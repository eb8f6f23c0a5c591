//! What mails say: subjects and paragraphs. A mail is some of these paragraphs with a blank line between.
//!
//! `{portal}` is the portal's name, `{origin}` its web address.

crate::messages! {
    /// Subjects and paragraphs of mails.
    pub enum MailText in "mail" {
        CodeSubject = "code_subject": "Confirmation Code", "確認コード";
        CodeSignIn = "code_sign_in": "Your confirmation code to sign in to {portal}:", "{portal} にサインインするための確認コードです。";
        CodeReauthenticate = "code_reauthenticate": "Your confirmation code for a change to your account at {portal}:", "{portal} のアカウントの設定を変更するための確認コードです。";
        CodeEnrol = "code_enrol": "Your confirmation code to turn on Email MFA at {portal}:", "{portal} でメール認証を有効にするための確認コードです。";
        CodeAddress = "code_address": "Your confirmation code to use this address for your account at {portal}:", "{portal} のアカウントでこのメールアドレスを使うための確認コードです。";
        CodeLife = "code_life": "It works once, for {minutes} minutes, in the browser that asked for it. Only the newest code works. Nobody at {portal} will ever ask you for a code.", "コードを要求したブラウザーで、{minutes} 分間、一度だけ使えます。使えるのは最後に送信されたコードだけです。{portal} の担当者がコードをお尋ねすることはありません。";
        CodeNotYours = "code_not_yours": "If you did not ask for it, ignore this mail.", "お心当たりがない場合は、このメールを無視してください。";
        CodePasswordKnown = "code_password_known": "If you are not signing in just now, somebody else knows your password: change it.", "今サインインしようとしていない場合は、ほかの人にパスワードを知られています。パスワードを変更してください。";

        ResetSubject = "reset_subject": "Set a new password", "パスワードの再設定";
        Reset = "reset": "Somebody, probably you, asked to set a new password for your account at {portal}. To do so, open this page within {minutes} minutes:", "{portal} のアカウントについて、パスワードの再設定が要求されました。{minutes} 分以内に次のページを開いて、新しいパスワードを設定してください。";
        ResetNotYours = "reset_not_yours": "The link works once. If it was not you, ignore this mail: your password stays as it is.", "このリンクは一度だけ使えます。お心当たりがない場合は、このメールを無視してください。パスワードは変わりません。";

        InvitationSubject = "invitation_subject": "Your account at {portal}", "{portal} のアカウントのご案内";
        Invitation = "invitation": "An account was made for you at {portal}. To use it, open this page within {hours} hours and choose a password:", "{portal} にあなたのアカウントが作成されました。{hours} 時間以内に次のページを開いて、パスワードを設定してください。";
        InvitationNotExpected = "invitation_not_expected": "The link works once. If you did not expect this, ignore this mail.", "このリンクは一度だけ使えます。お心当たりがない場合は、このメールを無視してください。";

        PasswordChangedSubject = "password_changed_subject": "Your password was changed", "パスワードが変更されました";
        PasswordChanged = "password_changed": "The password of your account at {portal} was changed. Its other sessions were ended.", "{portal} のアカウントのパスワードが変更されました。ほかのセッションは終了しました。";

        AddressRequestedSubject = "address_requested_subject": "Your e-mail address is about to change", "メールアドレスの変更が要求されました";
        AddressRequested = "address_requested": "Somebody, probably you, asked to change the e-mail address of your account at {portal} to {to}. The change takes effect when the code that was sent there is entered.", "{portal} のアカウントのメールアドレスを {to} に変更するよう要求がありました。新しいアドレスに送信したコードが入力されると、変更されます。";
        AddressChangedSubject = "address_changed_subject": "Your e-mail address was changed", "メールアドレスが変更されました";
        AddressChanged = "address_changed": "The e-mail address of your account at {portal} is now {to}. Codes and notices go there.", "{portal} のアカウントのメールアドレスが {to} に変更されました。今後、コードやお知らせは新しいアドレスに送信されます。";

        AuthenticatorAddedSubject = "authenticator_added_subject": "Multi-factor authentication: a method was turned on", "多要素認証の方法が追加されました";
        AuthenticatorAdded = "authenticator_added": "Turned on for your account at {portal}: {method}.", "{portal} のアカウントで、次の認証方法が有効になりました：{method}";
        AuthenticatorRemovedSubject = "authenticator_removed_subject": "Multi-factor authentication: a method was turned off", "多要素認証の方法が解除されました";
        AuthenticatorRemoved = "authenticator_removed": "Turned off for your account at {portal}: {method}.", "{portal} のアカウントで、次の認証方法がオフになりました：{method}";
        AuthenticatorDisabledSubject = "authenticator_disabled_subject": "Multi-factor authentication: a method was disabled", "多要素認証の方法が停止されました";
        AuthenticatorDisabled = "authenticator_disabled": "After too many wrong codes, this no longer works for your account at {portal}: {method}. It must be set up again.", "誤ったコードが何度も入力されたため、{portal} のアカウントで次の認証方法を停止しました：{method}。使うには、もう一度設定してください。";
        MfaResetSubject = "mfa_reset_subject": "Multi-factor authentication was reset", "多要素認証がリセットされました";
        MfaReset = "mfa_reset": "An administrator removed every method of multi-factor authentication from your account at {portal}. Set one up again when you sign in.", "管理者が、{portal} のアカウントの多要素認証の方法をすべて解除しました。サインインしたら、もう一度設定してください。";
        MfaOnSubject = "mfa_on_subject": "Multi-factor authentication was switched on", "多要素認証がオンになりました";
        MfaOn = "mfa_on": "Multi-factor authentication was switched on for your account at {portal}. Its other sessions were ended.", "{portal} のアカウントの多要素認証がオンになりました。ほかのセッションは終了しました。";
        MfaOffSubject = "mfa_off_subject": "Multi-factor authentication was switched off", "多要素認証がオフになりました";
        MfaOff = "mfa_off": "Multi-factor authentication was switched off for your account at {portal}: the password alone opens it now. Its other sessions were ended.", "{portal} のアカウントの多要素認証がオフになりました。現在はパスワードだけでサインインできます。ほかのセッションは終了しました。";
        MfaClearedSubject = "mfa_cleared_subject": "Multi-factor authentication was switched off by a password reset", "パスワードの再設定により多要素認証が解除されました";
        MfaCleared = "mfa_cleared": "A new password was set for your account at {portal} by a mailed link. Every method of multi-factor authentication was removed with it, and all sessions were ended. Sign in and set up multi-factor authentication again.", "メールで送信されたリンクから、{portal} のアカウントのパスワードが再設定されました。これに伴い、多要素認証の方法はすべて解除され、セッションもすべて終了しました。サインインして、多要素認証をもう一度設定してください。";
        MethodSetSubject = "method_set_subject": "Your method of multi-factor authentication was chosen", "多要素認証の方法が指定されました";
        MethodSet = "method_set": "An administrator chose how you confirm your sign-in at {portal} from now on: {method}.", "管理者が、{portal} にサインインする際の認証方法を次のものに指定しました：{method}";
        TokenReusedSubject = "token_reused_subject": "A browser that stays signed in may have been copied", "自動サインインが不正に使われた可能性があります";
        TokenReused = "token_reused": "Somebody used an old copy of what keeps a browser signed in to your account at {portal}. That browser no longer stays signed in, and every session that came of it was ended.", "{portal} のアカウントの自動サインインで、使用済みのトークンがもう一度使われました。安全のため、そのブラウザーの自動サインインを解除し、関連するセッションをすべて終了しました。";
        SupportReceivedSubject = "support_received_subject": "Request to remove multi-factor authentication", "多要素認証の解除依頼を受け付けました";
        SupportReceived = "support_received": "Somebody, probably you, asked support at {portal} to remove multi-factor authentication from your account. Support will confirm who asks before anything changes.", "{portal} のアカウントについて、多要素認証の解除依頼を受け付けました。サポート担当者がご本人であることを確認するまで、設定は変わりません。";
        SupportApprovedSubject = "support_approved_subject": "Multi-factor authentication is about to be removed", "多要素認証がまもなく解除されます";
        SupportApproved = "support_approved": "Support at {portal} approved the request to remove multi-factor authentication from your account. It takes effect on {effect}.", "{portal} のサポートが、アカウントの多要素認証の解除依頼を承認しました。{effect} に解除されます。";
        SupportStop = "support_stop": "If you did not ask for this, stop it here:", "お心当たりがない場合は、次のページから中止してください。";
        SupportRefusedSubject = "support_refused_subject": "Your request to support was refused", "サポートへの依頼は承認されませんでした";
        SupportRefused = "support_refused": "Support at {portal} did not remove multi-factor authentication from your account.", "{portal} のサポートは、アカウントの多要素認証の解除を承認しませんでした。設定は変わっていません。";
        SupportStoppedSubject = "support_stopped_subject": "The removal of multi-factor authentication was stopped", "多要素認証の解除を中止しました";
        SupportStopped = "support_stopped": "The removal of multi-factor authentication from your account at {portal} was stopped. Nothing has changed.", "{portal} のアカウントの多要素認証の解除を中止しました。設定は変わっていません。";
        SupportDoneSubject = "support_done_subject": "Multi-factor authentication was removed", "多要素認証を解除しました";
        SupportDone = "support_done": "Support at {portal} removed multi-factor authentication from your account, as was asked for, and ended its sessions. Sign in with your password and set it up again.", "ご依頼に基づき、{portal} のサポートがアカウントの多要素認証を解除し、セッションをすべて終了しました。パスワードでサインインして、もう一度設定してください。";
        MethodTotp = "method_totp": "authenticator app", "認証アプリ";
        MethodPaired = "method_paired": "OTP app", "OTP アプリ";
        MethodEmail = "method_email": "Email MFA", "メール認証";
        MethodRecovery = "method_recovery": "recovery codes", "リカバリーコード";
        RecoveryMadeSubject = "recovery_made_subject": "New recovery codes", "新しいリカバリーコード";
        RecoveryMade = "recovery_made": "New recovery codes were made for your account at {portal}. Older ones no longer work.", "{portal} のアカウントの新しいリカバリーコードが作成されました。以前のコードは使えなくなりました。";
        RecoveryUsedSubject = "recovery_used_subject": "A recovery code was used", "リカバリーコードが使われました";
        RecoveryUsed = "recovery_used": "A recovery code was used for your account at {portal}. Codes left: {left}.", "{portal} のアカウントでリカバリーコードが使われました。残りのコード：{left}";

        RulesClearedSubject = "rules_cleared_subject": "Your authorized addresses were removed", "許可されたIPアドレスが削除されました";
        RulesCleared = "rules_cleared": "An administrator removed all rules from your list Authorized IP Access at {portal}. Your own list no longer restricts where you can sign in from.", "管理者が、{portal} のアカウントの「接続元IPアドレスの制限」のルールをすべて削除しました。ご自身のルールによる接続元の制限はなくなりました。";

        LockedSubject = "locked_subject": "Your account was locked", "アカウントがロックされました";
        Locked = "locked": "An administrator locked your account at {portal}. Nobody can sign in with it, and its sessions were ended.", "管理者が {portal} のアカウントをロックしました。サインインできなくなり、セッションはすべて終了しました。";
        UnlockedSubject = "unlocked_subject": "Your account was unlocked", "アカウントのロックが解除されました";
        Unlocked = "unlocked": "An administrator unlocked your account at {portal}.", "管理者が {portal} のアカウントのロックを解除しました。";

        NewPlaceSubject = "new_place_subject": "Sign-in from a new place", "新しい場所からのサインイン";
        NewPlace = "new_place": "Somebody, probably you, signed in to your account at {portal} with a browser and from an address that it had not seen before.", "{portal} のアカウントに、これまで使われたことのないブラウザーと IPアドレスからサインインがありました。";
        AttemptsSubject = "attempts_subject": "Failed attempts to sign in", "サインインの失敗が続いています";
        Attempts = "attempts": "Somebody failed again and again to sign in to your account at {portal}. Further attempts have to wait.", "{portal} のアカウントへのサインインが何度も失敗しました。しばらくの間、サインインの試行を制限しています。";

        When = "when": "Time: {when}", "日時：{when}";
        From = "from": "Address: {address}", "IPアドレス：{address}";
        NotYou = "not_you": "If this was not you, change your password at once and look into History.", "お心当たりがない場合は、すぐにパスワードを変更し、履歴をご確認ください。";
        NotExpected = "not_expected": "If you did not expect this, ask for help.", "お心当たりがない場合は、お問い合わせください。";
        Footer = "footer": "{portal}, {origin}. This mail was sent automatically; replies are not read.", "{portal}（{origin}）　このメールは自動送信です。返信されてもお答えできません。";
        Help = "help": "Help: {contact}", "お問い合わせ：{contact}";
    }
}
