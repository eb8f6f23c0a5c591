//! What Admin → Networks says.

crate::messages! {
    /// Messages of Admin → Networks.
    pub enum NetworkText in "network" {
        Title = "title": "Networks", "ネットワーク";
        Intro = "intro": "Whoever signs in from one of these networks is treated as it says. The first network that holds the address decides; from any other address the policy alone does.", "サインイン元の IP アドレスが属するネットワークに応じて、扱いを変えます。上から順に照合し、最初に一致したネットワークの設定が適用されます。どれにも一致しない場合は、ポリシーに従います。";
        EmptyTitle = "empty_title": "No networks yet", "ネットワークはまだありません";
        Empty = "empty": "Name a network, such as your campus or office, to ask for no second factor there, to ask for one always, or to let nobody sign in from it. Until then the policy alone decides.", "学内や社内などのネットワークを登録すると、そこからのサインインで 2 つ目の認証を省略する、必ず求める、またはサインインを禁止することができます。登録するまでは、ポリシーだけが適用されます。";
        Add = "add": "Add a network", "ネットワークを追加";
        ColumnPlace = "column_place": "No.", "順番";
        ColumnName = "column_name": "Network", "ネットワーク";
        ColumnAction = "column_action": "What it means", "扱い";
        ColumnRules = "column_rules": "Addresses", "IP アドレス";
        Skip = "skip": "No second factor", "2 つ目の認証を省略";
        Require = "require": "Second factor required", "2 つ目の認証が必須";
        Deny = "deny": "Nobody signs in", "サインイン禁止";
        SkipAbout = "skip_about": "The password is enough here. Administrators show a second factor all the same, and whoever has none sets one up first.", "ここからのサインインはパスワードだけで完了します。ただし、管理者には 2 つ目の認証を求めます。未設定の利用者は、先に設定を行います。";
        RequireAbout = "require_about": "Everybody shows a second factor here, also those who did not switch it on.", "設定の有無にかかわらず、すべての利用者に 2 つ目の認証を求めます。";
        DenyAbout = "deny_about": "Nobody signs in from here, and whoever is signed in is stopped at their next click.", "ここからは誰もサインインできません。サインイン中の利用者も、次の操作から利用できなくなります。";
        RulesMore = "rules_more": "and {count} more", "ほか {count} 件";
        Edit = "edit": "Edit", "編集";
        EditNamed = "edit_named": "Edit “{name}”", "「{name}」を編集";
        MoveUp = "move_up": "Move “{name}” up", "「{name}」を上へ";
        MoveDown = "move_down": "Move “{name}” down", "「{name}」を下へ";
        MoveQuestion = "move_question": "Change the order?", "順番を変更しますか？";
        MoveSubmit = "move_submit": "Change the order", "順番を変更する";
        Delete = "delete": "Delete “{name}”", "「{name}」を削除";
        DeleteQuestion = "delete_question": "Delete the network “{name}”?", "ネットワーク「{name}」を削除しますか？";
        DeleteSubmit = "delete_submit": "Delete the network", "ネットワークを削除する";

        NewTitle = "new_title": "Add a network", "ネットワークの追加";
        EditTitle = "edit_title": "Edit a network", "ネットワークの編集";
        Back = "back": "Networks", "ネットワーク";
        Name = "name": "Name", "名前";
        NameHint = "name_hint": "What History and this list call it, such as “Main campus”.", "履歴やこの一覧に表示される名前です（例：本部キャンパス）。";
        Action = "action": "Who signs in from here", "ここからのサインイン";
        Rules = "rules": "Addresses", "IP アドレス";
        RulesHint = "rules_hint": "One on each line: an address, an address with a length such as 203.0.113.0/24 or 2001:db8:12::/48, or “all”.", "1 行に 1 つずつ入力してください（例：203.0.113.0/24、2001:db8:12::/48）。すべてのアドレスは「all」と入力します。";
        Save = "save": "Save the network", "ネットワークを保存";
        Cancel = "cancel": "Cancel", "キャンセル";
        Verdict = "verdict": "What saving it would change", "保存した場合の影響";
        VerdictIdle = "verdict_idle": "Enter the addresses to see what the network would change.", "IP アドレスを入力すると、保存した場合の影響を確認できます。";
        VerdictLater = "verdict_later": "Before anything is saved, the portal shows here who would be affected.", "保存の前に、影響を受ける利用者をここに表示します。";
        Period = "period": "Judged by the sign-ins of the last 30 days.", "過去 30 日間のサインインをもとに判定しています。";
        LineWrong = "line_wrong": "Line {line}: {error}", "{line} 行目：{error}";
        LineCorrected = "line_corrected": "Line {line} is saved as {rule}.", "{line} 行目は {rule} として保存されます。";
        ReachNever = "reach_never": "It is never reached. All of its addresses are in what comes before: {networks}.", "このネットワークは適用されません。すべてのアドレスが {networks} に一致するためです。";
        ReachPart = "reach_part": "For some of its addresses another one comes first: {networks}.", "一部のアドレスには、より上にある {networks} が適用されます。";
        TakesAll = "takes_all": "After it, {networks} would never be reached.", "{networks} は適用されなくなります。";
        TakesPart = "takes_part": "It decides before {networks} where they overlap.", "{networks} と重なるアドレスには、このネットワークが先に適用されます。";
        Quoted = "quoted": "“{name}”", "「{name}」";
        Joined = "joined": "{names}, {name}", "{names}、{name}";
        PersonAt = "person_at": "{name} ({address})", "{name} さん（{address}）";
        AndMore = "and_more": "{names} and {count} more", "{names}、ほか {count} 人";
        NewlyRefused = "newly_refused": "Newly refused: {count} – {names}", "新たにサインインできなくなる利用者：{count} 人（{names}）";
        NewlyAsked = "newly_asked": "Newly asked for a second factor: {count} – {names}", "新たに 2 つ目の認証を求められる利用者：{count} 人（{names}）";
        NoLongerAsked = "no_longer_asked": "No longer asked for a second factor: {count} – {names}", "2 つ目の認証を求められなくなる利用者：{count} 人（{names}）";
        NoLongerRefused = "no_longer_refused": "No longer refused: {count} – {names}", "サインインできるようになる利用者：{count} 人（{names}）";
        NobodyAffected = "nobody_affected": "Nothing changes for anybody who signed in during the last 30 days.", "過去 30 日間にサインインした利用者への影響はありません。";
        TooManyVisitors = "too_many_visitors": "Too many sign-ins to judge here. The portal shows who would be affected when you press the button, before anything is saved.", "サインインの件数が多いため、この画面では判定できません。ボタンを押すと、保存の前に影響を受ける利用者を表示します。";
        RefusedHere = "refused_here": "You come from {address} now, and nobody would sign in from there any more: you would be signed out at your next click.", "現在ご利用中のアドレス {address} からは誰もサインインできなくなります。次の操作から、あなたも利用できなくなります。";
        Confirm = "confirm": "I know that this shuts out {address}, the address I am using now.", "現在利用中のアドレス {address} からサインインできなくなることを理解しました。";
    }
}
