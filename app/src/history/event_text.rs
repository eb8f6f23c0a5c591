//! What happened, in words: the messages. [`tell`](super::tell::tell) chooses among them.

crate::messages! {
    /// What happened.
    pub enum EventText in "event" {
        SignInSucceeded = "sign_in_succeeded": "Signed in", "サインイン";
        SignInRefused = "sign_in_refused": "Sign-in refused", "サインインを拒否";
        SecondFactorFailed = "second_factor_failed": "Second factor not accepted", "2 つ目の認証に失敗";
        Throttled = "throttled": "Too many attempts", "試行回数の超過";
        SignedOut = "signed_out": "Signed out", "サインアウト";
        SessionRevoked = "session_revoked": "Session ended", "セッションを終了";
        SessionsRevoked = "sessions_revoked": "{count} sessions ended", "{count} 件のセッションを終了";
        SessionEnded = "session_ended": "Session ran out", "セッションの期限切れ";
        Reauthenticated = "reauthenticated": "Identity confirmed again", "本人確認";
        ReauthenticationFailed = "reauthentication_failed": "Confirming the identity failed", "本人確認に失敗";
        BrowserRemembered = "browser_remembered": "Browser stays signed in", "このブラウザーで自動サインインを開始";
        BrowserForgotten = "browser_forgotten": "Browser no longer stays signed in", "ブラウザーの自動サインインを解除";
        BrowsersForgotten = "browsers_forgotten": "{count} browsers no longer stay signed in", "{count} 件のブラウザーの自動サインインを解除";
        RememberedTokenReused = "remembered_token_reused": "An old token of a browser that stays signed in was shown again", "自動サインインの古いトークンが再び使用されました";
        RememberedTokenReusedWhat = "remembered_token_reused_what": "It may have been copied; everything that came of it was ended", "複製された可能性があるため、関連するセッションをすべて終了";
        PasswordChanged = "password_changed": "Password changed", "パスワードを変更";
        PasswordResetRequested = "password_reset_requested": "Password reset requested", "パスワードの再設定を申請";
        PasswordReset = "password_reset": "Password reset", "パスワードを再設定";
        PasswordResetRefused = "password_reset_refused": "Password reset refused", "パスワードの再設定を拒否";
        LinkSpent = "link_spent": "The link was used before or is out of date", "リンクが使用済み、または期限切れ";
        AuthenticatorEnrolled = "authenticator_enrolled": "Second factor set up", "2 つ目の認証方法を設定";
        EnrolmentFailed = "enrolment_failed": "Setting up a second factor failed", "2 つ目の認証方法の設定に失敗";
        AuthenticatorRemoved = "authenticator_removed": "Second factor removed", "2 つ目の認証方法を解除";
        AuthenticatorDisabled = "authenticator_disabled": "Second factor disabled after too many failures", "失敗が続いたため 2 つ目の認証方法を停止";
        MfaReset = "mfa_reset": "All second factors removed", "2 つ目の認証方法をすべて解除";
        MfaClearedByReset = "mfa_cleared_by_reset": "All second factors removed by the password reset", "パスワードの再設定に伴い 2 つ目の認証方法をすべて解除";
        MethodSet = "method_set": "Second factor chosen by an administrator", "管理者が 2 つ目の認証方法を指定";
        RecoveryCodesMade = "recovery_codes_made": "Recovery codes made", "リカバリーコードを作成";
        RecoveryCodesMadeCount = "recovery_codes_made_count": "{count} codes", "{count} 個";
        RecoveryCodeUsed = "recovery_code_used": "Recovery code used", "リカバリーコードを使用";
        RecoveryCodesLeft = "recovery_codes_left": "{count} left", "残り {count} 個";
        AddressChangeRequested = "address_change_requested": "Change of email address requested", "メールアドレスの変更を申請";
        AddressChanged = "address_changed": "Email address changed", "メールアドレスを変更";
        AddressChangeFailed = "address_change_failed": "Confirming the new email address failed", "新しいメールアドレスの確認に失敗";
        To = "to": "To {to}", "変更先：{to}";
        FromTo = "from_to": "From {from} to {to}", "{from} から {to} へ";
        LanguageChanged = "language_changed": "Language changed", "表示言語を変更";
        NameChanged = "name_changed": "Name changed", "名前を変更";
        RuleAdded = "rule_added": "Authorized address added", "許可する IP アドレスを追加";
        RuleRemoved = "rule_removed": "Authorized address deleted", "許可する IP アドレスを削除";
        RulesCleared = "rules_cleared": "All authorized addresses deleted", "許可する IP アドレスをすべて削除";
        RulesClearedCount = "rules_cleared_count": "Rules deleted: {count}", "削除したルール：{count} 件";
        RuleChangeRefused = "rule_change_refused": "Change of authorized addresses refused", "許可する IP アドレスの変更を拒否";
        WouldLockOut = "would_lock_out": "It would have shut out the address in use, and was not confirmed", "使用中のアドレスが対象外になる変更で、確認がなかったため";
        PortalList = "portal_list": "For the whole portal: {detail}", "ポータル全体：{detail}";
        SupportRequestReceived = "support_request_received": "Support was asked to remove the second factors", "2 つ目の認証方法の解除をサポートに依頼";
        SupportRequestTaken = "support_request_taken": "Support looks into the request", "サポートが依頼の確認を開始";
        SupportRequestApproved = "support_request_approved": "Removal of the second factors approved", "2 つ目の認証方法の解除を承認";
        SupportRequestEffect = "support_request_effect": "Takes effect on {when}", "{when} に解除";
        SupportRequestRefused = "support_request_refused": "Removal of the second factors refused", "2 つ目の認証方法の解除を却下";
        SupportRequestStopped = "support_request_stopped": "Removal of the second factors stopped", "2 つ目の認証方法の解除を中止";
        SupportRequestDone = "support_request_done": "Second factors removed by support", "サポートが 2 つ目の認証方法を解除";
        AccountCreated = "account_created": "Account made", "アカウントを作成";
        AccountLocked = "account_locked": "Account locked", "アカウントをロック";
        AccountUnlocked = "account_unlocked": "Account unlocked", "アカウントのロックを解除";
        SetupLinkMade = "setup_link_made": "Link for the first administrator made", "最初の管理者用リンクを作成";
        SetupCompleted = "setup_completed": "First administrator set up", "最初の管理者を設定";
        MailQueued = "mail_queued": "Mail about to be sent", "メールを送信待ちに追加";
        MailSent = "mail_sent": "Mail sent", "メールを送信";
        MailFailed = "mail_failed": "Mail could not be sent", "メールを送信できず";
        MailExpired = "mail_expired": "Mail not sent: out of date", "期限切れのためメールを送信せず";

        HowSingleFactor = "how_single_factor": "With the password alone", "パスワードのみ";
        HowTrustedNetwork = "how_trusted_network": "With the password, from a network without a second factor", "パスワード（2 つ目の認証が不要なネットワークから）";
        HowOneStep = "how_one_step": "With the password alone, by the one-step way", "パスワードのみ（1 段階認証）";
        HowRemembered = "how_remembered": "The browser stays signed in", "自動サインイン";
        HowGrant = "how_grant": "With the password; the second factor was shown before", "パスワード（2 つ目の認証は確認済み）";
        HowSecondFactor = "how_second_factor": "With the password and a second factor: {method}", "パスワードと {method}";
        ReauthenticatedByPassword = "reauthenticated_by_password": "With the password", "パスワード";
        MethodTotp = "method_totp": "authenticator app", "認証アプリ";
        MethodEmail = "method_email": "emailed code", "メールのコード";
        MethodRecovery = "method_recovery": "recovery code", "リカバリーコード";
        FailureOf = "failure_of": "{method}: {failure}", "{method}：{failure}";
        CodeWrong = "code_wrong": "the code was wrong", "コードが違う";
        CodeAlreadyUsed = "code_already_used": "the code had been used before", "コードが使用済み";
        CodeExpired = "code_expired": "the code was out of date", "コードの有効期限切れ";
        CodeSuperseded = "code_superseded": "a newer code had been sent, or none", "新しいコードが送信済み、または未送信";
        CodeOtherContext = "code_other_context": "the code was made for something else", "別の用途のコード";
        CodeAttemptsUsedUp = "code_attempts_used_up": "too many guesses at the code", "コードの入力回数の超過";

        RefusalPortalRules = "refusal_portal_rules": "The address is not in the portal’s list", "ポータル全体で許可されていない IP アドレス";
        RefusalAccountRules = "refusal_account_rules": "The address is not among the authorized addresses", "許可されていない IP アドレス";
        RefusalDeniedNetwork = "refusal_denied_network": "The address is in a network that nobody signs in from", "サインインが禁止されたネットワーク";
        RefusalUnknownAccount = "refusal_unknown_account": "There is no such account", "存在しないアカウント";
        RefusalAccountLocked = "refusal_account_locked": "The account is locked", "ロックされたアカウント";
        RefusalThrottledAccount = "refusal_throttled_account": "Too many attempts on the account", "アカウントへの試行回数の超過";
        RefusalThrottledAddress = "refusal_throttled_address": "Too many attempts from the address", "IP アドレスからの試行回数の超過";
        RefusalNotByOneStep = "refusal_not_by_one_step": "The one-step way in is not open to this account", "1 段階認証ではサインインできないアカウント";
        RefusalWrongPassword = "refusal_wrong_password": "The password was wrong", "パスワードが違う";
        RefusalNoMethodRegistered = "refusal_no_method_registered": "A second factor is needed, and none is set up", "必要な 2 つ目の認証方法が未設定";
        RefusalNoMethodUsable = "refusal_no_method_usable": "A second factor is needed, and none can be used", "使用できる 2 つ目の認証方法がない";

        BucketOtp = "bucket_otp": "One-time codes", "ワンタイムコード";
        BucketRecovery = "bucket_recovery": "Recovery codes", "リカバリーコード";
        BucketPasswordAtDevice = "bucket_password_at_device": "Passwords, from a known browser", "パスワード（使用したことのあるブラウザーから）";
        BucketPasswordAtAddress = "bucket_password_at_address": "Passwords, from one address", "パスワード（1 つの IP アドレスから）";
        BucketPasswordElsewhere = "bucket_password_elsewhere": "Passwords, from unknown places", "パスワード（使用したことのない場所から）";
        BucketAddress = "bucket_address": "Passwords of several accounts, from one address", "複数アカウントのパスワード（1 つの IP アドレスから）";
        BucketResetRequest = "bucket_reset_request": "Requests to reset a password", "パスワード再設定の申請";
        BucketSupportRequest = "bucket_support_request": "Requests to support", "サポートへの依頼";

        RevokedByOwner = "revoked_by_owner": "By its owner", "本人による操作";
        RevokedByAdministrator = "revoked_by_administrator": "By an administrator", "管理者による操作";
        RevokedPasswordChanged = "revoked_password_changed": "The password was changed", "パスワードの変更に伴う終了";
        RevokedAuthenticatorChanged = "revoked_authenticator_changed": "A second factor was changed", "2 つ目の認証方法の変更に伴う終了";
        RevokedAddressChanged = "revoked_address_changed": "The email address was changed", "メールアドレスの変更に伴う終了";
        RevokedAccountLocked = "revoked_account_locked": "The account was locked", "アカウントのロックに伴う終了";
        RevokedAddressNotCovered = "revoked_address_not_covered": "Its address is no longer authorized", "許可されなくなった IP アドレス";
        RevokedTooMany = "revoked_too_many": "There were too many sessions", "セッション数の上限";
        RevokedTokenReused = "revoked_token_reused": "An old token was shown again", "古いトークンの再使用";
        EndedIdle = "ended_idle": "Not used for too long", "一定時間、操作がなかったため";
        EndedAbsolute = "ended_absolute": "Its longest time was over", "最長時間に達したため";
        EndedClock = "ended_clock": "The clock was set back", "時計が戻されたため";

        MailConfirmationCode = "mail_confirmation_code": "Confirmation code", "確認コード";
        MailPasswordReset = "mail_password_reset": "Link to set a new password", "パスワード再設定のリンク";
        MailInvitation = "mail_invitation": "Invitation to set a password", "パスワード設定のご案内";
        MailPasswordChanged = "mail_password_changed": "Notice: password changed", "通知：パスワードの変更";
        MailAuthenticatorChanged = "mail_authenticator_changed": "Notice: second factor changed", "通知：2 つ目の認証方法の変更";
        MailAddressChanged = "mail_address_changed": "Notice: email address changed", "通知：メールアドレスの変更";
        MailNewPlace = "mail_new_place": "Notice: sign-in from a new place", "通知：新しい場所からのサインイン";
        MailSuspiciousAttempts = "mail_suspicious_attempts": "Notice: suspicious attempts", "通知：不審なサインイン";
        MailAccountState = "mail_account_state": "Notice: account locked or unlocked", "通知：アカウントのロック・解除";
        MailRulesChanged = "mail_rules_changed": "Notice: authorized addresses changed", "通知：許可する IP アドレスの変更";
        MailRememberedBrowser = "mail_remembered_browser": "Notice: a browser that stays signed in may have been copied", "通知：自動サインインの不正利用の疑い";
        MailSupportRequest = "mail_support_request": "Notice: request to support", "通知：サポートへの依頼";

        RoleGeneral = "role_general": "Role: general user", "役割：一般ユーザー";
        RoleSupport = "role_support": "Role: support", "役割：サポート";
        RoleAdmin = "role_admin": "Role: administrator", "役割：管理者";
    }
}
