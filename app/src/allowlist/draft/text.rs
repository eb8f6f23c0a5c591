//! What is said while a whole list is edited.

crate::messages! {
    /// Messages of the editor of a whole list.
    pub enum DraftText in "draft" {
        Title = "title": "Edit the whole list", "リスト全体の編集";
        Intro = "intro": "Change several rules at once, and see what would come of it before anything is saved.", "複数のルールをまとめて変更できます。保存する前に、変更による影響を確認できます。";
        Back = "back": "Authorized IP Access", "接続元 IP アドレス制限";
        EditAll = "edit_all": "Edit the whole list", "リスト全体を編集";
        Export = "export": "Export", "エクスポート";
        Text = "text": "Rules, one a line", "ルール（1 行に 1 件）";
        TextHint = "text_hint": "After a rule may stand “until 2027-03-31”, the last day on which it holds (UTC), and a note after “#”. A line that begins with “#” is a comment.", "ルールの後に、期限（例：until 2027-03-31、UTC でその日の終わりまで）と「#」で始まるメモを書けます。「#」で始まる行はコメントです。";
        Verdict = "verdict": "What saving this would do", "保存した場合の影響";
        Unchanged = "unchanged": "Nothing is changed yet.", "まだ何も変更していません。";
        Save = "save": "Save the list", "リストを保存";
        SaveNow = "save_now": "Save the list at once", "すぐにリストを保存";
        Try = "try": "Try it for {minutes} minutes", "{minutes} 分間試す";
        TryHint = "try_hint": "On trial, the list goes back by itself after {minutes} minutes, unless you confirm it from an address that it covers.", "試用すると、リストに含まれるアドレスから {minutes} 分以内に確定しない限り、自動的に元に戻ります。";
        Look = "look": "Check first", "保存前に確認";
        AddAddress = "add_address": "Add my current address {rule}", "現在のアドレス {rule} を追加";
        AddNetwork = "add_network": "Add my current network {rule}", "現在のネットワーク {rule} を追加";
        Import = "import": "Import a file", "ファイルをインポート";
        ImportUnread = "import_unread": "That file can’t be read as text.", "ファイルをテキストとして読み取れませんでした。";
        ImportTooLong = "import_too_long": "That file is too long for a list.", "ファイルが大きすぎます。";
        Undo = "undo": "Undo", "元に戻す";

        UnreadOne = "unread_one": "1 line can’t be read. The list can be saved when it is put right.", "読み取れない行が 1 行あります。修正すると保存できます。";
        UnreadMany = "unread_many": "{count} lines can’t be read. The list can be saved when they are put right.", "読み取れない行が {count} 行あります。修正すると保存できます。";
        Full = "full": "That is {count} rules; the list holds at most {max}.", "ルールが {count} 件あります。登録できるのは {max} 件までです。";
        TooLong = "too_long": "The text is too long to be sent. Shorten notes and comments, or let ranges take the place of rules.", "テキストが長すぎて送信できません。メモやコメントを短くするか、ルールを範囲にまとめてください。";
        Anywhere = "anywhere": "Without any rule, you can sign in from anywhere.", "ルールがない場合は、どこからでもサインインできます。";
        Begins = "begins": "So far you can sign in from anywhere. With this list, only from the addresses in it.", "今はどこからでもサインインできますが、このリストを保存すると、リストにあるアドレスからしかサインインできなくなります。";
        Ends = "ends": "The list would be empty, and you could sign in from anywhere.", "リストが空になり、どこからでもサインインできるようになります。";
        AnywhereAll = "anywhere_all": "Without any rule, everybody signs in from anywhere that their own list allows.", "ルールがない場合は、各自の許可アドレスの範囲でどこからでもサインインできます。";
        BeginsAll = "begins_all": "So far nobody is restricted. With this list, everybody signs in only from the addresses in it.", "今は制限がありませんが、このリストを保存すると、すべての利用者がリストにあるアドレスからしかサインインできなくなります。";
        EndsAll = "ends_all": "The list would be empty, and nobody would be restricted by it.", "リストが空になり、このリストによる制限はなくなります。";
        Ended = "ended": "{count} rules no longer hold, because their last day is over.", "期限を過ぎて無効になったルールが {count} 件あります。";
        HereEnds = "here_ends": "What covers {address}, where you are now, ends with {day}.", "現在お使いの {address} を許可するルールの期限は {day} です。";

        WrongTitle = "wrong_title": "Lines that can’t be read", "読み取れない行";
        WrongLine = "wrong_line": "Line {line}", "{line} 行目";
        GoToLine = "go_to_line": "Go to line {line}", "{line} 行目へ移動";
        MendTo = "mend_to": "Make it {text}", "「{text}」にする";
        MendSeveral = "mend_several": "Put each rule on a line of its own", "ルールを 1 行ずつに分ける";
        MendRemove = "mend_remove": "Remove line {line}", "{line} 行目を削除";
        CorrectedTitle = "corrected_title": "Saved otherwise than typed", "補正して保存される行";
        Corrected = "corrected": "{text} is an address inside a range: the whole range {rule} is saved.", "{text} は範囲内の 1 つのアドレスのため、範囲全体の {rule} として保存されます。";
        More = "more": "and {count} more", "ほか {count} 件";

        DifferenceTitle = "difference_title": "What changes", "変わるアドレス";
        Same = "same": "The same addresses are let in as now.", "許可されるアドレスは現在と変わりません。";
        GainedOne = "gained_one": "1 address would be let in that is refused now:", "新たに許可されるアドレスは 1 個です：";
        Gained = "gained": "{count} addresses would be let in that are refused now:", "新たに許可されるアドレスは {count} 個です：";
        LostOne = "lost_one": "1 address would be refused that is let in now:", "許可されなくなるアドレスは 1 個です：";
        Lost = "lost": "{count} addresses would be refused that are let in now:", "許可されなくなるアドレスは {count} 個です：";

        OddTitle = "odd_title": "Worth a look", "ご確認いただきたい点";
        OddNone = "odd_none": "No rule is needless or looks like a mistake.", "不要なルールや、誤りと思われるルールはありません。";
        RepairAll = "repair_all": "Repair all", "すべて整理";
        RepairAllHint = "repair_all_hint": "Repairs never change which addresses are let in.", "整理しても、許可されるアドレスは変わりません。";
        Duplicate = "duplicate": "Line {line}: {rule} stands on line {other} already.", "{line} 行目：{rule} はすでに {other} 行目にあります。";
        Redundant = "redundant": "Line {line}: {rule} adds nothing, because line {other}, {wider}, covers all of it.", "{line} 行目：{rule} は、{other} 行目の {wider} にすべて含まれているため不要です。";
        AllBeside = "all_beside": "Line {line}: “all” lets every address in, so the other rules add nothing.", "{line} 行目：「all」がすべてのアドレスを許可するため、ほかのルールは不要です。";
        Mergeable = "mergeable": "Lines {lines} together are {rule}.", "{lines} 行目は、合わせると {rule} になります。";
        Private = "private": "Line {line}: {rule} is used inside organisations only. Over the Internet nobody comes from there.", "{line} 行目：{rule} は組織内でのみ使われるアドレスです。インターネット経由での接続元にはなりません。";
        Shared = "shared": "Line {line}: {rule} is used between providers and their customers. The portal sees another address.", "{line} 行目：{rule} はプロバイダーと利用者の間で使われるアドレスです。ポータルからは別のアドレスに見えます。";
        Loopback = "loopback": "Line {line}: {rule} is a machine’s own address. Nobody comes from there over a network.", "{line} 行目：{rule} は機器自身を指すアドレスです。ネットワーク経由での接続元にはなりません。";
        LinkLocal = "link_local": "Line {line}: {rule} is used within one link only. Nobody comes from there through a router.", "{line} 行目：{rule} は同じリンク内でのみ使われるアドレスです。ルーターを越えた接続元にはなりません。";
        Documentation = "documentation": "Line {line}: {rule} is set aside for examples. Nobody comes from there.", "{line} 行目：{rule} は文書の例示用のアドレスです。接続元にはなりません。";
        Multicast = "multicast": "Line {line}: {rule} stands for groups of receivers. Nobody comes from there.", "{line} 行目：{rule} はマルチキャスト用のアドレスです。接続元にはなりません。";
        Reserved = "reserved": "Line {line}: {rule} is reserved. Nobody comes from there.", "{line} 行目：{rule} は予約されたアドレスです。接続元にはなりません。";
        Large = "large": "Line {line}: {rule} is {count} addresses. Is that what you mean?", "{line} 行目：{rule} は {count} 個のアドレスを含みます。意図した範囲かご確認ください。";
        Temporary = "temporary": "Line {line}: {rule} looks like an address that its device will soon change. Its network {network} stays.", "{line} 行目：{rule} は、端末が一時的に使うアドレスのようです。ネットワーク {network} は変わりません。";
        UseNetwork = "use_network": "Use {network}", "{network} にする";
        OneFamilyV4 = "one_family_v4": "Every rule is IPv6: wherever you come by IPv4, you are refused.", "ルールが IPv6 だけのため、IPv4 で接続するとサインインできません。";
        OneFamilyV6 = "one_family_v6": "Every rule is IPv4: wherever you come by IPv6, you are refused.", "ルールが IPv4 だけのため、IPv6 で接続するとサインインできません。";
        RepairRemove = "repair_remove": "Remove line {line}", "{line} 行目を削除";
        RepairOthers = "repair_others": "Remove the other rules", "ほかのルールを削除";
        RepairMerge = "repair_merge": "Make them {rule}", "{rule} にまとめる";

        PlacesTitle = "places_title": "Where you sign in from", "サインイン元のアドレス";
        PlacesPeriod = "places_period": "Your sign-ins of the last 30 days.", "過去 30 日間のサインインです。";
        PlaceHere = "place_here": "Where you are now", "現在のアドレス";
        PlaceUsed = "place_used": "Last used {time} ago, {count} sign-ins", "{time}前に使用、サインイン {count} 回";
        PlaceUsedOnce = "place_used_once": "Last used {time} ago, 1 sign-in", "{time}前に使用、サインイン 1 回";
        PlaceBy = "place_by": "by line {line}, {rule}", "{line} 行目の {rule} による";
        PlaceByUntil = "place_by_until": "by line {line}, {rule}, until {day}", "{line} 行目の {rule} による（{day} まで）";
        PlacesMore = "places_more": "{count} more addresses are not listed.", "ほかに {count} 個のアドレスがあります。";
        PlacesNone = "places_none": "No sign-in is known yet.", "まだ記録がありません。";
        ReplayLost = "replay_lost": "{lost} of your last {count} sign-ins would have been refused.", "直近のサインイン {count} 回のうち、{lost} 回が拒否されていたことになります。";
        ReplayKept = "replay_kept": "None of your last {count} sign-ins would have been refused.", "直近のサインイン {count} 回は、いずれも許可されます。";
        LetInOne = "let_in_one": "An attempt to sign in from {address} was refused because of the address, and would be let in. If that wasn’t you, keep it out.", "{address} からのサインインは、リストにないため拒否されていましたが、今後は許可されます。心当たりがない場合は、許可しないでください。";
        LetIn = "let_in": "{count} attempts to sign in from {addresses} were refused because of the address, and would be let in. If that wasn’t you, keep them out.", "{addresses} からの {count} 回のサインインは、リストにないため拒否されていましたが、今後は許可されます。心当たりがない場合は、許可しないでください。";

        MeanwhileTitle = "meanwhile_title": "Changed since you began", "編集を始めた後の変更";
        MeanwhileText = "meanwhile_text": "What you typed is still there. The panels compare it with the list as it is now.", "入力した内容は残っています。影響は、現在のリストと比べて表示しています。";
        TrialTitle = "trial_title": "This list is on trial", "このリストは試用中です";
        TrialText = "trial_text": "It can be edited again when the trial is confirmed or undone.", "試用を確定するか元に戻すと、再び編集できます。";

        Until = "until": "Holds until", "期限";
        UntilHint = "until_hint": "The last day on which it holds (UTC). Without one it has no end.", "その日の終わり（UTC）まで有効です。空欄の場合、期限はありません。";
        UntilDay = "until_day": "until {day}", "{day} まで";
        HasEnded = "has_ended": "Ended with {day}", "{day} で終了";
        LastToEnd = "last_to_end": "Its last day, {day}, is over, but as the last rule of the list it stays in force.", "期限の {day} を過ぎていますが、リストに残る最後のルールのため、引き続き有効です。";
        Amend = "amend": "Change note and end of {rule}", "{rule} のメモと期限を変更";
        AmendQuestion = "amend_question": "Note and end of {rule}", "{rule} のメモと期限";
        AmendNote = "amend_note": "Your note", "メモの内容";
        AmendUntil = "amend_until": "Last day on which it holds", "有効期限（最終日）";
        AmendSubmit = "amend_submit": "Save note and end", "メモと期限を保存する";
    }
}
