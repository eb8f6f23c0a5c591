//! What the pages of History say. What happened is said by [`EventText`](super::event_text::EventText).

crate::messages! {
    /// Messages of History.
    pub enum HistoryText in "history" {
        Title = "title": "History", "履歴";
        LogIntro = "log_intro": "What happened with your account: sign-ins, refused attempts and every change of its security.", "アカウントに関する記録です。サインイン、拒否された操作、セキュリティ設定の変更がすべて残ります。";
        MailIntro = "mail_intro": "Mails that the portal sent to you. Their content, and the codes in them, are not kept.", "ポータルからお送りしたメールの記録です。本文やコードは保存していません。";
        AllIntro = "all_intro": "What happened in the whole portal, everybody’s entries together.", "ポータル全体の記録です。すべての利用者の操作が含まれます。";
        ColumnTime = "column_time": "Time", "日時";
        ColumnEvent = "column_event": "What", "内容";
        ColumnPerson = "column_person": "Whose", "対象者";
        ColumnFrom = "column_from": "From", "接続元";
        ColumnTo = "column_to": "To", "宛先";
        ColumnSubject = "column_subject": "Subject", "件名";
        ColumnState = "column_state": "State", "状態";
        Refused = "refused": "Refused", "拒否・失敗";
        UnknownAddress = "unknown_address": "Address unknown", "IP アドレス不明";
        NoAccount = "no_account": "No account", "アカウントなし";
        BrowserOn = "browser_on": "{browser} on {system}", "{browser}（{system}）";
        By = "by": "By: {who}", "操作：{who}";
        ByCommandLine = "by_command_line": "An operator, at the command line", "運用担当者（コマンドライン）";
        ByPortal = "by_portal": "The portal", "ポータル";
        ByAnonymous = "by_anonymous": "Somebody not signed in", "サインインしていない人";
        Repeated = "repeated": "{count} more times, last on", "ほか {count} 回、最終：";
        FilterGroup = "filter_group": "About", "種類";
        FilterOutcome = "filter_outcome": "Outcome", "結果";
        FilterText = "filter_text": "Address, browser or detail", "IP アドレス・ブラウザー・内容";
        FilterMailText = "filter_mail_text": "Recipient or subject", "宛先・件名";
        FilterAny = "filter_any": "All", "すべて";
        FilterSubmit = "filter_submit": "Filter", "絞り込む";
        FilterClear = "filter_clear": "Clear the filter", "絞り込みを解除";
        Csv = "csv": "Download as CSV", "CSV でダウンロード";
        EmptyLog = "empty_log": "Nothing has happened yet.", "記録はまだありません。";
        EmptyMail = "empty_mail": "No mail was sent yet.", "送信したメールはまだありません。";
        EmptyFilter = "empty_filter": "Nothing matches this filter.", "条件に一致する記録はありません。";
        Newer = "newer": "Newer", "新しい記録";
        Older = "older": "Older", "古い記録";
        MailQueued = "mail_queued": "Waiting", "送信待ち";
        MailNextAttempt = "mail_next_attempt": "Next attempt:", "次回の送信：";
        MailAttempts = "mail_attempts": "Attempts so far: {count}", "これまでの送信試行：{count} 回";
        MailSent = "mail_sent": "Sent", "送信済み";
        MailFailed = "mail_failed": "Failed", "送信失敗";
        MailExpired = "mail_expired": "Not sent: out of date", "期限切れのため未送信";
        GroupSignIn = "group_sign_in": "Signing in and out", "サインイン・サインアウト";
        GroupSession = "group_session": "Sessions", "セッション";
        GroupPassword = "group_password": "Passwords", "パスワード";
        GroupMfa = "group_mfa": "Multi-factor authentication", "多要素認証";
        GroupAllowlist = "group_allowlist": "Authorized addresses", "接続元 IP アドレス制限";
        GroupNetwork = "group_network": "Networks", "ネットワーク";
        GroupGate = "group_gate": "Mail software and applications", "メールソフト・アプリケーション";
        GroupAccount = "group_account": "Accounts", "アカウント";
        GroupSupport = "group_support": "Support requests", "サポートへの依頼";
        GroupMail = "group_mail": "Mail", "メール";
    }
}
