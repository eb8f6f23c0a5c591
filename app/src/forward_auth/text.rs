//! What the policy's page says of applications.

use crate::messages;

messages! {
    /// The words of the rules of applications.
    pub enum ForwardAuthText in "forward_auth" {
        Title = "title": "Applications", "アプリケーション";
        Intro = "intro": "Web applications that ask this portal before they open. The first rule that names a page decides; pages that none names stay closed. The rules are in the configuration (gate.web.rules).", "このポータルで認証するウェブアプリケーションです。ページに該当する最初のルールが適用され、どのルールにも該当しないページは開けません。ルールは設定（gate.web.rules）で管理します。";
        Empty = "empty": "No application asks this portal", "連携しているアプリケーションはありません";
        EmptyWhat = "empty_what": "Put a rule for each into the configuration (gate.web.rules), and your web server in front of it.", "設定（gate.web.rules）にルールを追加し、ウェブサーバーを設定してください。";
        ColumnOrder = "column_order": "Order", "順序";
        ColumnPages = "column_pages": "Pages", "ページ";
        ColumnNeed = "column_need": "What it needs", "必要な認証";
        ColumnWho = "column_who": "For whom", "利用できる人";
        NeedBypass = "need_bypass": "Nothing, not even signing in", "なし（サインインも不要）";
        NeedOneFactor = "need_one_factor": "Signing in", "サインイン";
        NeedTwoFactors = "need_two_factors": "A second factor", "2 つ目の認証";
        NeedGrant = "need_grant": "A second factor shown at this address, not long ago", "同じ IP アドレスでの最近の 2 つ目の認証";
        Everybody = "everybody": "Everybody", "全員";
        RoleGeneral = "role_general": "Users", "一般ユーザー";
        RoleSupport = "role_support": "Support", "サポート";
        RoleAdmin = "role_admin": "Administrators", "管理者";
        Never = "never": "Never reached: rule {number} names all of its pages", "適用されません：ルール {number} がすべてのページに該当します";
    }
}
