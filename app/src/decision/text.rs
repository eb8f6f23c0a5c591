//! What Admin → Decisions and `sekisho decide` say.

crate::messages! {
    /// Messages of the page.
    pub enum DecisionText in "decision" {
        Title = "title": "Decisions", "判定";
        Intro = "intro": "Ask about any sign-in, real or made up: what becomes of it, and why. Nothing is changed, and no attempt is counted.", "実際のサインインでも仮のサインインでも、その結果と理由を確認できます。設定は変更されず、試行回数にも数えられません。";
        Ask = "ask": "Ask about a sign-in", "サインインについて確認する";
        AskAgain = "ask_again": "Ask about another one, or compare", "別の条件で確認・比較する";
        Person = "person": "Person", "利用者";
        PersonHint = "person_hint": "Email address or user name", "メールアドレスまたはユーザー名";
        Address = "address": "IP address", "IP アドレス";
        AddressHint = "address_hint": "IPv4 or IPv6, such as 192.0.2.7", "IPv4 または IPv6（例：192.0.2.7）";
        At = "at": "Time", "日時";
        AtHint = "at_hint": "UTC, as 2026-01-31T09:00; empty: now", "UTC（例：2026-01-31T09:00）、空欄は現在";
        Way = "way": "Way in", "サインインの方法";
        WayUsual = "way_usual": "Usual sign-in", "通常のサインイン";
        WayOneStep = "way_one_step": "One-step sign-in", "1 段階認証";
        WayMail = "way_mail": "Mail software", "メールソフト";
        WayStepUp = "way_step_up": "Showing a second factor again", "2 つ目の認証の再確認";
        Shown = "shown": "What is shown", "提示するもの";
        ShownPassword = "shown_password": "The right password", "正しいパスワード";
        ShownPasswordAnd = "shown_password_and": "The right password and a second factor: {method}", "正しいパスワードと {method}";
        ShownRemembered = "shown_remembered": "A browser that stays signed in, since a password", "自動サインインのブラウザー（パスワードのみ）";
        ShownRememberedFactor = "shown_remembered_factor": "A browser that stays signed in, since a password and a second factor", "自動サインインのブラウザー（2 つ目の認証も確認済み）";
        ShownWrong = "shown_wrong": "A wrong password", "誤ったパスワード";
        ShownNothing = "shown_nothing": "Nothing yet", "まだ何も提示していない";
        Compare = "compare": "Compare with a draft", "変更案と比較する";
        CompareHint = "compare_hint": "What a change would do to this sign-in, and to everybody who signed in during the last 30 days. Either box may stay empty; nothing is saved.", "変更した場合に、このサインインと過去 30 日間にサインインした全員がどうなるかを確認できます。片方だけの入力でもかまいません。保存はされません。";
        DraftPolicy = "draft_policy": "Draft of the policy", "ポリシーの変更案";
        DraftPolicyHint = "draft_policy_hint": "A [policy] section as in the configuration file. What it does not name stays as it is in force.", "設定ファイルの [policy] セクションと同じ形式です。書かれていない項目は現在の値のままです。";
        DraftRules = "draft_rules": "Draft of the portal rules", "ポータル全体のルールの変更案";
        DraftRulesHint = "draft_rules_hint": "One rule a line, in place of the whole list in force.", "1 行に 1 件。現在のルール全体をこの内容に置き換えた場合を判定します。";
        Submit = "submit": "Explain", "理由を確認";
        StartAgain = "start_again": "Start again", "最初から";

        Answer = "answer": "What is decided", "判定結果";
        Nobody = "nobody": "Nobody who has an account", "アカウントのない利用者";
        AddressUnknown = "address_unknown": "Not known", "不明";
        Steps = "steps": "Why, step by step", "判定の手順と理由";
        StepsStop = "steps_stop": "The steps that would follow were not needed.", "以降の手順は判定に必要ありませんでした。";
        Recorded = "recorded": "Recorded at that time", "当時の記録";
        RecordedAgrees = "recorded_agrees": "With what is in force today the same would be decided.", "現在の設定でも同じ結果になります。";
        RecordedDiffers = "recorded_differs": "With what is in force today something else would be decided. Compare the two: rules, networks, the policy or the account have changed since, or what was shown was something else.", "現在の設定では異なる結果になります。当時から、ルール、ネットワーク、ポリシー、アカウントのいずれかが変わったか、提示された内容が異なります。";
        RecordedElsewhere = "recorded_elsewhere": "That was decided by a rule of the operator, not by the sign-in: below stands what becomes of the sign-in alone.", "これは運用担当者のルールによる判定です。下には、サインイン自体の判定を示します。";
        AsOfToday = "as_of_today": "Rules, networks, the policy and the account are those of today. End dates, grants and counted attempts are taken at the time asked about, as far as they are kept: of attempts, the latest window only.", "ルール、ネットワーク、ポリシー、アカウントは現在のものです。ルールの期限、有効な認証、試行回数は、保存されている範囲で指定の日時のものを使います（試行回数は最新の計測期間のみ）。";

        SideBySide = "side_by_side": "In force, and with the draft", "現在と変更案の比較";
        ColumnStep = "column_step": "Step", "手順";
        ColumnNow = "column_now": "In force", "現在";
        ColumnDraft = "column_draft": "With the draft", "変更案";
        RowOutcome = "row_outcome": "Decision", "判定";
        NotReached = "not_reached": "Not reached", "判定不要";
        Differs = "differs": "Differs", "変化あり";
        DraftSame = "draft_same": "The draft changes nothing for this sign-in.", "変更案による、このサインインへの影響はありません。";
        DraftReasons = "draft_reasons": "The same is decided with the draft, for other reasons.", "変更案でも結果は同じですが、理由が変わります。";
        DraftDiffers = "draft_differs": "With the draft something else is decided.", "変更案では結果が変わります。";
        Everybody = "everybody": "Everybody who signed in during the last 30 days", "過去 30 日間にサインインした全員";
        EverybodyHint = "everybody_hint": "Each from where they came, at the time they came, showing what they showed; grants as they were, no attempts counted.", "それぞれの接続元、日時、提示内容で判定します。有効な認証は当時のもので、試行回数は考慮しません。";
        ReplayNobody = "replay_nobody": "Nobody signed in during the last 30 days.", "過去 30 日間にサインインした利用者はいません。";
        ReplayRefused = "replay_refused": "{count} of {all} people who signed in during the last 30 days would be refused.", "過去 30 日間にサインインした {all} 人のうち {count} 人が拒否されます。";
        ReplayNone = "replay_none": "None of the {all} people who signed in during the last 30 days would be refused.", "過去 30 日間にサインインした {all} 人のうち、拒否される人はいません。";
        ReplayAlready = "replay_already": "{count} would be refused today already, whatever the draft says.", "{count} 人は、変更案にかかわらず現在の設定でも拒否されます。";
        ReplaySame = "replay_same": "For nobody would anything else change.", "ほかに変わることはありません。";
        ReplayGroup = "replay_group": "{was} → {is}: {count}", "{was} → {is}：{count} 人";
        ReplayMore = "replay_more": "And {count} more.", "ほか {count} 人";
        ReplayFrom = "replay_from": "from {address}", "{address} から";

        MetIn = "met_in": "comes in", "サインインできる";
        MetPassword = "met_password": "asked for the password", "パスワードが必要";
        MetSecond = "met_second": "asked for a second factor", "2 つ目の認証が必要";
        MetEnrol = "met_enrol": "has to set up a second factor", "2 つ目の認証の設定が必要";
        MetRefused = "met_refused": "refused ({why})", "拒否（{why}）";

        LeadPerson = "lead_person": "Look at the person", "利用者を表示";
        LeadHistory = "lead_history": "Look at the attempts", "試行の履歴を表示";
        LeadPortalRules = "lead_portal_rules": "Look at the portal rules", "ポータル全体のルールを表示";
        LeadNetworks = "lead_networks": "Look at the networks", "ネットワークを表示";
        LeadApplications = "lead_applications": "Look at the applications’ rules", "アプリケーションのルールを表示";
        LeadPolicy = "lead_policy": "Look at the policy", "ポリシーを表示";
        Why = "why": "Why?", "理由";
        WhyOf = "why_of": "Why? {event}, {when}", "理由：{event}、{when}";
    }
}

crate::messages! {
    /// What each step of the decision found, and what came of it.
    pub enum ReasonText in "reason" {
        StepPortalRules = "step_portal_rules": "Portal rules", "ポータル全体のルール";
        StepAccountRules = "step_account_rules": "Own rules", "本人のルール";
        StepNetwork = "step_network": "Networks", "ネットワーク";
        StepAccount = "step_account": "Account", "アカウント";
        StepAccountThrottle = "step_account_throttle": "Attempts at the account", "アカウントへの試行回数";
        StepAddressThrottle = "step_address_throttle": "Attempts from the address", "IP アドレスからの試行回数";
        StepOneStep = "step_one_step": "One-step way", "1 段階認証";
        StepFirstFactor = "step_first_factor": "First factor", "1 つ目の認証";
        StepRemembered = "step_remembered": "Browser that stays signed in", "自動サインイン";
        StepSecondFactor = "step_second_factor": "Second factor", "2 つ目の認証";
        StepGrant = "step_grant": "Second factor shown before", "確認済みの 2 つ目の認証";
        StepEnrolment = "step_enrolment": "Set-up", "設定";
        StepMethods = "step_methods": "Methods", "認証方法";
        StepShown = "step_shown": "Second factor shown", "提示された 2 つ目の認証";

        Somewhere = "somewhere": "an address that is not known", "不明な IP アドレス";
        Somebody = "somebody": "somebody unknown", "不明な利用者";
        None = "none": "none", "なし";

        PortalNone = "portal_none": "There are no portal rules: nobody is restricted by them.", "ポータル全体のルールはなく、制限されません。";
        PortalCovered = "portal_covered": "Rule {number}, {rule}, covers {address}.", "ルール {number}（{rule}）が {address} を許可しています。";
        PortalNotCovered = "portal_not_covered": "No rule covers {address}: nobody signs in from there.", "{address} を許可するルールがないため、誰もサインインできません。";
        PortalUnknown = "portal_unknown": "There are rules, and the address can’t be told: nobody signs in from there.", "ルールがあり、IP アドレスを判別できないため、サインインできません。";
        OwnNone = "own_none": "{name} has no rules of their own: they may come from anywhere.", "{name} さんのルールはなく、どこからでもサインインできます。";
        OwnCovered = "own_covered": "Rule {number} of {name}, {rule}, covers {address}.", "{name} さんのルール {number}（{rule}）が {address} を許可しています。";
        OwnNotCovered = "own_not_covered": "None of the rules of {name} covers {address}.", "{name} さんのルールに、{address} を許可するものがありません。";
        OwnUnknown = "own_unknown": "{name} has rules of their own, and the address can’t be told.", "{name} さんのルールがあり、IP アドレスを判別できません。";
        NetworkSkip = "network_skip": "{address} is in “{network}”, where no second factor is needed.", "{address} は「{network}」の中です。ここでは 2 つ目の認証は不要です。";
        NetworkRequire = "network_require": "{address} is in “{network}”, where a second factor is asked for.", "{address} は「{network}」の中です。ここでは 2 つ目の認証が必要です。";
        NetworkDeny = "network_deny": "{address} is in “{network}”, where nobody signs in.", "{address} は「{network}」の中です。ここからはサインインできません。";
        NetworkNone = "network_none": "{address} is in no network.", "{address} を含むネットワークはありません。";
        NetworkUnknown = "network_unknown": "The address can’t be told, so it is in no network.", "IP アドレスを判別できないため、どのネットワークにも含まれません。";
        AccountNone = "account_none": "There is no such account.", "該当するアカウントはありません。";
        AccountActive = "account_active": "The account of {name} may be used.", "{name} さんのアカウントは有効です。";
        AccountLocked = "account_locked": "The account of {name} is locked: nobody signs in with it until an administrator unlocks it.", "{name} さんのアカウントはロックされています。管理者が解除するまでサインインできません。";
        ThrottleNone = "throttle_none": "Not too many.", "上限を超えていません。";
        ThrottleWait = "throttle_wait": "Too many: the next one counts in {time}.", "上限を超えています。次の試行は{time}後に有効になります。";
        ThrottleDisabled = "throttle_disabled": "Too many in a row: only a browser or address from which {name} has signed in is left, or a new password by the mailed link.", "失敗が続いたため、{name} さんが以前サインインしたブラウザーまたは IP アドレス、もしくはメールのリンクによるパスワード再設定だけが使えます。";
        OneStepOpen = "one_step_open": "It is open to {name} until the end of {day} (UTC).", "{name} さんは {day}（UTC）の終わりまで利用できます。";
        OneStepClosed = "one_step_closed": "There is none, or its last day is over.", "設定されていないか、期限が過ぎています。";
        OneStepMoved = "one_step_moved": "{name} has a second factor: only the usual way is left.", "{name} さんは 2 つ目の認証を設定済みのため、通常の方法だけが使えます。";
        OneStepAdministrators = "one_step_administrators": "It is never open to administrators and supporters.", "管理者とサポート担当者は利用できません。";
        FirstNothing = "first_nothing": "Nothing was shown yet.", "まだ何も提示されていません。";
        FirstWrong = "first_wrong": "The password is wrong.", "パスワードが違います。";
        FirstPassword = "first_password": "The password is right.", "パスワードは正しいものです。";
        FirstPasswordAnd = "first_password_and": "The password is right, and a second factor is shown: {method}.", "パスワードは正しく、2 つ目の認証（{method}）も提示されています。";
        FirstRemembered = "first_remembered": "The browser stays signed in, since a password was shown in it.", "ブラウザーは自動サインイン中です（パスワードのみ確認済み）。";
        FirstRememberedFactor = "first_remembered_factor": "The browser stays signed in, since a password and a second factor were shown in it: {method}.", "ブラウザーは自動サインイン中です（パスワードと {method} を確認済み）。";
        RememberedEnough = "remembered_enough": "That is enough.", "これだけでサインインできます。";
        RememberedPolicy = "remembered_policy": "The policy does not offer it: the password is asked for.", "ポリシーで認められていないため、パスワードが必要です。";
        RememberedAdministrators = "remembered_administrators": "Never for administrators and supporters: the password is asked for.", "管理者とサポート担当者には認められないため、パスワードが必要です。";
        RememberedSecond = "remembered_second": "A second factor is due that was not shown in it: the password is asked for.", "必要な 2 つ目の認証が確認されていないため、パスワードが必要です。";
        DueAdministrator = "due_administrator": "Due: administrators and supporters always show one.", "必要です。管理者とサポート担当者には常に求められます。";
        DueNetwork = "due_network": "Due: the network asks for one.", "必要です。このネットワークで求められます。";
        DuePolicy = "due_policy": "Due: the policy asks everybody for one.", "必要です。ポリシーで全員に求められます。";
        DueOwn = "due_own": "Due: {name} has it switched on.", "必要です。{name} さんが有効にしています。";
        DueStepUp = "due_step_up": "Due: what is wanted asks for one that is shown now.", "必要です。この操作では、今すぐの確認が求められます。";
        WaivedPolicy = "waived_policy": "Not due: the policy asks nobody for one.", "不要です。ポリシーで求められていません。";
        WaivedOwn = "waived_own": "Not due: {name} has not switched it on.", "不要です。{name} さんは有効にしていません。";
        WaivedNetwork = "waived_network": "Not due: the network needs none.", "不要です。このネットワークでは求められません。";
        WaivedOneStep = "waived_one_step": "Not due by the one-step way.", "1 段階認証では不要です。";
        GrantStands = "grant_stands": "One that {name} showed at this address on {issued} counts until {ends}.", "{name} さんがこのアドレスで {issued} に行った認証が、{ends} まで有効です。";
        GrantNone = "grant_none": "None that {name} showed before counts at {address} at that time.", "{address} で、その時点で有効な {name} さんの認証はありません。";
        GrantPolicy = "grant_policy": "None: by the policy a second factor counts in its own session only.", "ありません。ポリシーにより、2 つ目の認証はそのセッション内だけで有効です。";
        GrantAdministrators = "grant_administrators": "None counts: administrators and supporters show a second factor at every sign-in.", "使えません。管理者とサポート担当者にはサインインのたびに 2 つ目の認証が求められます。";
        GrantStepUp = "grant_step_up": "None counts: one has to be shown now.", "使えません。今すぐの確認が必要です。";
        EnrolmentNone = "enrolment_none": "{name} has none, and the policy lets nobody set one up while signing in.", "{name} さんは未設定で、ポリシーによりサインイン中の設定もできません。";
        EnrolmentSome = "enrolment_some": "{name} has none. These may be set up now: {methods}.", "{name} さんは未設定です。今すぐ設定できる方法：{methods}";
        Methods = "methods": "{name} has {registered}. Of these may be used: {usable}.", "{name} さんの設定済みの方法：{registered}。使える方法：{usable}";
        Shown = "shown": "By {method}, which is enough.", "{method} で確認済みです。";

        InSingle = "in_single": "{name} comes in: the password is enough.", "{name} さんはサインインできます。パスワードだけで十分です。";
        InNetwork = "in_network": "{name} comes in: in that network the password is enough.", "{name} さんはサインインできます。このネットワークではパスワードだけで十分です。";
        InOneStep = "in_one_step": "{name} comes in: by the one-step way the password is enough.", "{name} さんはサインインできます。1 段階認証ではパスワードだけで十分です。";
        InRemembered = "in_remembered": "{name} comes in: the browser stays signed in.", "{name} さんはサインインできます。ブラウザーが自動サインイン中です。";
        InGrant = "in_grant": "{name} comes in: a second factor that they showed at this address still counts.", "{name} さんはサインインできます。このアドレスで行った 2 つ目の認証が有効です。";
        InSecond = "in_second": "{name} comes in, with the password and a second factor: {method}.", "{name} さんはサインインできます。パスワードと {method} を確認しました。";
        ThenRecommended = "then_recommended": "They are asked to set up a second factor.", "2 つ目の認証の設定を勧められます。";
        ThenExpected = "then_expected": "They have no second factor, and will be stopped wherever one is due.", "2 つ目の認証が未設定のため、求められる場所ではサインインできません。";
        AskedPassword = "asked_password": "{name} is asked for the password.", "{name} さんはパスワードの入力を求められます。";
        AskedSecond = "asked_second": "{name} is asked for a second factor: {method}.", "{name} さんは 2 つ目の認証（{method}）を求められます。";
        AskedSecondOf = "asked_second_of": "{name} is asked for a second factor: {method} first, or another of {methods}.", "{name} さんは 2 つ目の認証を求められます（最初は {method}。使える方法：{methods}）。";
        AskedEnrol = "asked_enrol": "{name} has to set up a second factor before coming in: {methods}.", "{name} さんは、サインインの前に 2 つ目の認証（{methods}）の設定が必要です。";
        RefusedPortal = "refused_portal": "Refused: the portal rules do not cover {address}.", "拒否：ポータル全体のルールで {address} が許可されていません。";
        RefusedOwn = "refused_own": "Refused: the rules of {name} do not cover {address}.", "拒否：{name} さんのルールで {address} が許可されていません。";
        RefusedNetwork = "refused_network": "Refused: nobody signs in from the network that {address} is in.", "拒否：{address} を含むネットワークからは誰もサインインできません。";
        RefusedUnknown = "refused_unknown": "Refused: there is no such account.", "拒否：該当するアカウントがありません。";
        RefusedLocked = "refused_locked": "Refused: the account of {name} is locked.", "拒否：{name} さんのアカウントはロックされています。";
        RefusedAttempts = "refused_attempts": "Refused: there were too many attempts at the account of {name}.", "拒否：{name} さんのアカウントへの試行回数が上限を超えています。";
        RefusedAddressAttempts = "refused_address_attempts": "Refused: there were too many attempts from {address}.", "拒否：{address} からの試行回数が上限を超えています。";
        RefusedOneStep = "refused_one_step": "Refused: the one-step way is not open to {name}.", "拒否：{name} さんは 1 段階認証を利用できません。";
        RefusedPassword = "refused_password": "Refused: the password is wrong.", "拒否：パスワードが違います。";
        RefusedGrant = "refused_grant": "Refused: no second factor of {name} counts at {address}, and nobody is there to be asked for one.", "拒否：{address} で有効な {name} さんの 2 つ目の認証がなく、その場で確認することもできません。";
        RefusedOthers = "refused_others": "Refused: {name} may not open other people’s mail.", "拒否：{name} さんはほかの利用者のメールを利用できません。";
        RefusedNoMethod = "refused_no_method": "Refused: {name} has no second factor, and can’t set one up while signing in.", "拒否：{name} さんは 2 つ目の認証が未設定で、サインイン中に設定することもできません。";
        RefusedNoneUsable = "refused_none_usable": "Refused: no second factor of {name} can be used.", "拒否：{name} さんが使える 2 つ目の認証がありません。";

        WhyPortal = "why_portal": "not covered by the portal rules", "ポータル全体のルールの対象外";
        WhyOwn = "why_own": "not covered by their own rules", "本人のルールの対象外";
        WhyNetwork = "why_network": "a network that nobody signs in from", "サインイン禁止のネットワーク";
        WhyUnknown = "why_unknown": "no such account", "アカウントなし";
        WhyLocked = "why_locked": "account locked", "アカウントのロック";
        WhyAttempts = "why_attempts": "too many attempts", "試行回数の超過";
        WhyOneStep = "why_one_step": "one-step way not open", "1 段階認証の利用不可";
        WhyPassword = "why_password": "wrong password", "パスワードの誤り";
        WhyGrant = "why_grant": "no second factor counts there", "有効な 2 つ目の認証なし";
        WhyOthers = "why_others": "other people’s mail", "ほかの利用者のメール";
        WhyNoMethod = "why_no_method": "no second factor set up", "2 つ目の認証が未設定";
        WhyNoneUsable = "why_none_usable": "no second factor can be used", "使える 2 つ目の認証なし";
    }
}
