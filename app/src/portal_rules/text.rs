//! What Admin → Portal rules says.

crate::messages! {
    /// Messages of Admin → Portal rules.
    pub enum PortalRulesText in "portal_rules" {
        Title = "title": "Portal rules", "ポータル全体のルール";
        Intro = "intro": "Everybody’s address has to be in this list, whatever their own list of authorized addresses says: at the portal, in mail software and in the applications behind it.", "すべての利用者の IP アドレスは、このリストに含まれている必要があります。各利用者の許可アドレスより優先され、ポータル・メールソフト・連携アプリケーションのすべてに適用されます。";
        EmptyTitle = "empty_title": "Nobody is restricted", "制限はありません";
        Empty = "empty": "The list is empty, so people sign in from anywhere that their own list allows. From the first rule on, everybody has to come from an address that a rule covers. Whom that would lock out stands below while you type, and nothing is saved before you have seen it.", "リストが空のため、各自の許可アドレスの範囲でどこからでもサインインできます。ルールを 1 つでも登録すると、いずれかのルールに含まれるアドレスからしかサインインできなくなります。入力中に、サインインできなくなる利用者が下に表示されます。確認するまで保存されることはありません。";
        EditorHeading = "editor_heading": "The list", "リスト";
        Rules = "rules": "Addresses that everybody signs in from", "すべての利用者に許可する IP アドレス";
        RulesHint = "rules_hint": "One rule on each line, such as 203.0.113.0/24. “until 2027-03-31” after it ends it with that day (UTC), and “# office” is a note.", "1 行に 1 つずつ入力してください（例：203.0.113.0/24）。後に「until 2027-03-31」と書くとその日（UTC）まで有効になり、「# 本社」のようにメモも書けます。";
        Export = "export": "Export as a text file", "テキストファイルに書き出す";
        BreakGlass = "break_glass": "If nobody gets in any more, the list can be changed at the server’s command line:", "誰もサインインできなくなった場合は、サーバーのコマンドラインでリストを変更できます：";

        Who = "who": "Who would be refused", "サインインできなくなる利用者";
        Period = "period": "Judged by the addresses of the last 30 days’ sign-ins.", "過去 30 日間のサインインのアドレスをもとに判定しています。";
        RefusedMany = "refused_many": "{count} of {people} people who signed in during the last 30 days would be refused.", "過去 30 日間にサインインした {people} 人のうち {count} 人がサインインできなくなります。";
        RefusedOnly = "refused_only": "The only person who signed in during the last 30 days would be refused.", "過去 30 日間にサインインした唯一の利用者がサインインできなくなります。";
        RefusedNobody = "refused_nobody": "Nobody who signed in during the last 30 days would be refused who is not already.", "過去 30 日間にサインインした利用者のうち、新たにサインインできなくなる人はいません。";
        NobodyYet = "nobody_yet": "Nobody signed in during the last 30 days, so there is nobody to judge the list by.", "過去 30 日間にサインインした利用者がいないため、判定できません。";
        Split = "split": "From everywhere they came from: {everywhere}. From some of their addresses: {partly}.", "すべてのアドレスから：{everywhere} 人、一部のアドレスから：{partly} 人。";
        GainedMany = "gained_many": "People who would be let in from somewhere and are not now: {count}", "新たにサインインできるようになる利用者：{count} 人";
        Already = "already": "People who are already refused now from an address that they used: {count}", "現在のリストですでに、使ったことのあるアドレスからサインインできない利用者：{count} 人";
        LaterMore = "later_more": "After {day} (UTC), when rules end: {count} more", "{day}（UTC）を過ぎてルールの期限が切れると：さらに {count} 人";
        Everywhere = "everywhere": "Refused everywhere", "すべてのアドレスから不可";
        Partly = "partly": "From some addresses", "一部のアドレスから不可";
        LastUsed = "last_used": "last used {ago}", "最終利用：{ago}";
        OtherAddresses = "other_addresses": "and {count} more of their addresses", "ほか {count} 件のアドレス";
        OneOtherAddress = "one_other_address": "and another of their addresses", "ほか 1 件のアドレス";
        AndMore = "and_more": "and {count} more people", "ほか {count} 人";
        AndOneMore = "and_one_more": "and one more person", "ほか 1 人";
        RefusedList = "refused_list": "People who would be refused", "サインインできなくなる利用者";
        GainedList = "gained_list": "People who would be let in", "サインインできるようになる利用者";
        AgoMinutes = "ago_minutes": "less than an hour ago", "1 時間以内";
        AgoHour = "ago_hour": "an hour ago", "1 時間前";
        AgoHours = "ago_hours": "{count} hours ago", "{count} 時間前";
        AgoDays = "ago_days": "{count} days ago", "{count} 日前";
        ServerAnswers = "server_answers": "More than {max} addresses were used, too many for this page: the server is asked while you type.", "使われたアドレスが {max} 件を超え、この画面だけでは判定できないため、入力中はサーバーに問い合わせます。";
        Asking = "asking": "Asking the server…", "サーバーに問い合わせています…";
        Unanswered = "unanswered": "The server did not answer. Change something to ask again, or save: it shows who would be refused before anything is done.", "サーバーから応答がありません。もう一度入力して問い合わせるか、保存を押してください。実行の前に影響が表示されます。";

        Agree = "agree": "I know that {count} of {people} people would be refused at once, and save it without a trial.", "{people} 人のうち {count} 人が直ちにサインインできなくなることを理解し、試用せずに保存します。";
        AgreeNobody = "agree_nobody": "I know that this takes addresses away at once, and save it without a trial.", "許可するアドレスが直ちに減ることを理解し、試用せずに保存します。";
        AgreeHere = "agree_here": "I know that {count} of {people} people would be refused at once, and I myself at {address}, and save it without a trial.", "{people} 人のうち {count} 人と、現在のアドレス {address} の私自身が直ちにサインインできなくなることを理解し、試用せずに保存します。";
        AgreeHereOnly = "agree_here_only": "I know that I would be refused myself at {address} at once, and save it without a trial.", "現在のアドレス {address} の私自身が直ちにサインインできなくなることを理解し、試用せずに保存します。";

        TrialWho = "trial_who": "What the list on trial does", "試用中のリストの影響";
        TrialRefused = "trial_refused": "Refused since the trial began", "試用開始後に拒否されたサインイン";
        TrialRefusedIntro = "trial_refused_intro": "Sign-ins that the list before would have let through. Whoever made them has not shown who they are.", "変更前のリストでは許可されていたサインインです。本人によるものとは限りません。";
        TrialRefusedNone = "trial_refused_none": "No sign-in was refused because of the trial so far.", "これまでに、試用が理由で拒否されたサインインはありません。";
        ColumnWho = "column_who": "Account", "アカウント";
        ColumnAddress = "column_address": "Address", "IP アドレス";
        ColumnLast = "column_last": "Last time", "最終日時";
        ColumnTimes = "column_times": "Times", "回数";
        RefusedMore = "refused_more": "and {count} more; all of them stand in History.", "ほか {count} 件（すべて履歴に記録されています）。";
        HistoryLink = "history_link": "Show them in History", "履歴で確認";
    }
}
