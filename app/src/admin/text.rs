//! What Admin says.

crate::messages! {
    /// Messages of Admin.
    pub enum AdminText in "admin" {
        Title = "title": "Admin", "管理";
        TabPeople = "tab_people": "People", "利用者";
        TabPolicy = "tab_policy": "Policy", "ポリシー";
        TabRequests = "tab_requests": "Requests", "依頼";
        TabHistory = "tab_history": "History", "履歴";
        PeopleIntro = "people_intro": "Everybody who has an account here.", "アカウントを持つ利用者の一覧です。";
        Invite = "invite": "Invite a person", "利用者を招待";
        CountNone = "count_none": "Nobody", "0 人";
        CountOne = "count_one": "1 person", "1 人";
        CountMany = "count_many": "{count} people", "{count} 人";
        Search = "search": "Name or email address", "名前またはメールアドレス";
        FilterState = "filter_state": "State", "状態";
        FilterMfa = "filter_mfa": "Second factor", "2 つ目の認証";
        FilterAny = "filter_any": "All", "すべて";
        FilterSubmit = "filter_submit": "Find", "検索";
        FilterClear = "filter_clear": "Show all", "すべて表示";
        NobodyFound = "nobody_found": "Nobody matches this search.", "条件に一致する利用者はいません。";
        NobodyYet = "nobody_yet": "Nobody has an account yet.", "利用者はまだいません。";
        ColumnPerson = "column_person": "Person", "利用者";
        ColumnRole = "column_role": "Role", "役割";
        ColumnState = "column_state": "State", "状態";
        ColumnMfa = "column_mfa": "Second factor", "2 つ目の認証";
        ColumnRules = "column_rules": "Rules", "ルール";
        ColumnLastSignIn = "column_last_sign_in": "Last sign-in", "最終サインイン";
        RoleGeneral = "role_general": "General user", "一般ユーザー";
        RoleSupport = "role_support": "Support", "サポート";
        RoleAdmin = "role_admin": "Administrator", "管理者";
        StateActive = "state_active": "Active", "有効";
        StateLocked = "state_locked": "Locked", "ロック中";
        MfaWith = "mfa_with": "Set up", "設定済み";
        MfaWithout = "mfa_without": "Not set up", "未設定";
        MfaTotp = "mfa_totp": "Authenticator app", "認証アプリ";
        MfaEmail = "mfa_email": "Email MFA", "メール認証";
        MfaNone = "mfa_none": "None", "なし";
        MovedCount = "moved_count": "{moved} of {all} have moved over to 2-step verification.", "{all} 人中 {moved} 人が 2 段階認証に移行済みです。";
        FilterMoved = "filter_moved": "2-step verification", "2 段階認証";
        MovedYes = "moved_yes": "Moved over", "移行済み";
        MovedNo = "moved_no": "Not yet", "未移行";
        MovedWaiting = "moved_waiting": "To be set up", "設定待ち";
        PageOf = "page_of": "Page {page} of {pages}", "{page} / {pages} ページ";
        Never = "never": "Never", "なし";
        You = "you": "You", "ご自身";

        BackToPeople = "back_to_people": "People", "利用者";
        Facts = "facts": "Account", "アカウント";
        FactEmail = "fact_email": "Email address", "メールアドレス";
        FactSince = "fact_since": "Made on", "作成日時";
        FactSessions = "fact_sessions": "Open sessions", "利用中のセッション";
        FactRecovery = "fact_recovery": "Recovery codes left", "残りのリカバリーコード";
        Rules = "rules": "Authorized addresses", "許可する IP アドレス";
        Rule = "rule": "Rule", "ルール";
        RulesNone = "rules_none": "No rules: this person can sign in from anywhere.", "ルールはありません。どこからでもサインインできます。";
        RulesMore = "rules_more": "And {count} more.", "ほか {count} 件";
        RuleNote = "rule_note": "Note", "メモ";
        RuleSince = "rule_since": "Added", "追加日時";
        Actions = "actions": "What you can do", "操作";
        Own = "own": "This is your own account. What would shut you out has to be done by another administrator.", "これはご自身のアカウントです。サインインできなくなる操作は、ほかの管理者に依頼してください。";
        History = "history": "Latest history", "最近の履歴";
        HistoryAll = "history_all": "All history of this person", "この利用者の履歴をすべて表示";
        HistoryOf = "history_of": "History of {name}", "{name} さんの履歴";
        HistoryEverybody = "history_everybody": "Show everybody’s history", "全員の履歴を表示";

        Lock = "lock": "Lock the account", "アカウントをロック";
        LockAbout = "lock_about": "For somebody who has left, or an account that may be in wrong hands.", "退職した方や、不正に使われているおそれのあるアカウントに使います。";
        LockConsequence = "lock_consequence": "{name} can’t sign in any more until you unlock the account, and all their sessions end at once. They are told by email.", "{name} さんは、ロックを解除するまでサインインできなくなります。利用中のセッションはすぐに終了し、本人にメールで通知されます。";
        LockSubmit = "lock_submit": "Lock {name}", "{name} さんをロックする";
        Unlock = "unlock": "Unlock the account", "ロックを解除";
        UnlockAbout = "unlock_about": "The account is locked: nobody can sign in with it.", "このアカウントはロックされており、サインインできません。";
        UnlockConsequence = "unlock_consequence": "{name} can sign in again, with the same password and second factors as before. They are told by email.", "{name} さんは、これまでと同じパスワードと認証方法で再びサインインできるようになります。本人にメールで通知されます。";
        UnlockSubmit = "unlock_submit": "Unlock {name}", "{name} さんのロックを解除する";
        ResetMfa = "reset_mfa": "Remove all second factors", "2 つ目の認証方法をすべて解除";
        ResetMfaAbout = "reset_mfa_about": "For somebody who has lost their phone and their recovery codes. Make sure first that it is really them who asks.", "スマートフォンとリカバリーコードの両方を失った方に使います。本人からの依頼であることを必ず確認してください。";
        ResetMfaConsequence = "reset_mfa_consequence": "The authenticator app, Email MFA and recovery codes of {name} are removed, and all their sessions end. Until they set up a new one, the password alone may be enough. They are told by email.", "{name} さんの認証アプリ・メール認証・リカバリーコードがすべて解除され、利用中のセッションも終了します。再設定するまでは、パスワードだけでサインインできる場合があります。本人にメールで通知されます。";
        ResetMfaSubmit = "reset_mfa_submit": "Remove them", "すべて解除する";
        SetMethod = "set_method": "Choose the second factor", "2 つ目の認証方法を指定";
        SetMethodAbout = "set_method_about": "For somebody who can’t use an authenticator app, because they have no phone or tablet or can’t bring it; or for who can again.", "スマートフォンやタブレットがない、持ち込めないなどの理由で認証アプリを使えない方や、再び使えるようになった方に使います。";
        SetMethodConsequence = "set_method_consequence": "It takes the place of what {name} uses now, and all their sessions end. Codes by email go to {email} from the next sign-in on; an authenticator app is set up by them at the next sign-in. They are told by email.", "{name} さんが現在使っている方法に代わって有効になり、利用中のセッションはすべて終了します。メールの場合は次回のサインインから {email} にコードが届き、認証アプリの場合は次回のサインイン時に本人が設定します。本人にメールで通知されます。";
        SetMethodField = "set_method_field": "Second factor", "2 つ目の認証方法";
        MethodTotp = "method_totp": "Authenticator app (TOTP)", "認証アプリ（TOTP）";
        MethodEmail = "method_email": "Codes by email (MailOTP)", "メールによるコード（メール OTP）";
        SetMethodSubmit = "set_method_submit": "Set the method", "この方法にする";
        ClearRules = "clear_rules": "Delete all rules", "ルールをすべて削除";
        ClearRulesAbout = "clear_rules_about": "For somebody who has locked themselves out by their list of authorized addresses.", "許可する IP アドレスの設定によってサインインできなくなった方に使います。";
        ClearRulesConsequence = "clear_rules_consequence": "All {count} rules of {name} are deleted; from then on they can sign in from anywhere. They are told by email.", "{name} さんのルール {count} 件をすべて削除します。以後、どこからでもサインインできるようになります。本人にメールで通知されます。";
        ClearRulesConsequenceOne = "clear_rules_consequence_one": "The only rule of {name} is deleted; from then on they can sign in from anywhere. They are told by email.", "{name} さんのルール 1 件を削除します。以後、どこからでもサインインできるようになります。本人にメールで通知されます。";
        ClearRulesSubmit = "clear_rules_submit": "Delete the rules", "ルールを削除する";
        EndSessions = "end_sessions": "End all sessions", "すべてのセッションを終了";
        EndSessionsAbout = "end_sessions_about": "Signs the person out everywhere.", "すべての端末からサインアウトさせます。";
        EndSessionsConsequence = "end_sessions_consequence": "{name} is signed out of every browser at once and has to sign in again.", "{name} さんはすべてのブラウザーからすぐにサインアウトされ、もう一度サインインが必要になります。";
        EndSessionsOwn = "end_sessions_own": "That includes the session that you are using now: you have to sign in again.", "今お使いのセッションも終了するため、もう一度サインインが必要になります。";
        EndSessionsSubmit = "end_sessions_submit": "End the sessions", "セッションを終了する";

        InviteTitle = "invite_title": "Invite a person", "利用者を招待";
        InviteIntro = "invite_intro": "They get an email with a link, by which they choose a password themselves. You never learn it.", "パスワードを設定するためのリンクをメールで送信します。パスワードは本人が決め、管理者が知ることはありません。";
        InviteEmail = "invite_email": "Email address", "メールアドレス";
        InviteName = "invite_name": "Name", "名前";
        InviteRole = "invite_role": "Role", "役割";
        InviteRoleHint = "invite_role_hint": "Administrators always have to show a second factor.", "管理者には、2 つ目の認証が常に必要です。";
        InviteLanguage = "invite_language": "Language of the email", "メールの言語";
        InviteSubmit = "invite_submit": "Send the invitation", "招待を送信";
        Cancel = "cancel": "Cancel", "キャンセル";
    }
}
