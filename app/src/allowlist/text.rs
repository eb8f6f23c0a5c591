//! What is said about authorised addresses. What is wrong with a rule is said by
//! [`RuleErrorText`](super::error_text::RuleErrorText).

crate::messages! {
    /// Messages of Authorized IP Access.
    pub enum AllowlistText in "allowlist" {
        Title = "title": "Authorized IP Access", "接続元 IP アドレス制限";
        Intro = "intro": "List the addresses that you sign in from. While the list is empty, you can sign in from anywhere.", "サインインを許可する接続元の IP アドレスを登録します。リストが空の間は、どこからでもサインインできます。";
        NotEditable = "not_editable": "Only an administrator can change this list.", "このリストを変更できるのは管理者だけです。";

        CurrentHeading = "current_heading": "Your current IP address", "現在の IP アドレス";
        CurrentUnknown = "current_unknown": "Unknown", "不明";
        CurrentUnknownWhy = "current_unknown_why": "The portal can’t tell which address you come from, because a proxy on the way does not pass it on. Restricting the list is not possible until the operator has set that right.", "途中のプロキシが接続元を伝えていないため、現在の IP アドレスを特定できません。運用担当者が設定を直すまで、リストで制限することはできません。";
        AddCurrent = "add_current": "Add my current address", "現在の IP アドレスを入力";
        AddNetwork = "add_network": "Add my network {rule}", "自分のネットワーク {rule} を入力";

        AddHeading = "add_heading": "Add an address or a range", "IP アドレスまたは範囲を追加";
        Rule = "rule": "IP address or range", "IP アドレスまたは範囲";
        Note = "note": "Note", "メモ";
        Optional = "optional": "optional", "任意";
        NoteHint = "note_hint": "To recognize it by, such as Office or VPN.", "見分けるための名前です（例：オフィス、VPN）。";
        Examples = "examples": "Format examples", "入力例";
        ExampleAll = "example_all": "all addresses (no restriction)", "すべての IP アドレス（制限なし）";
        ExampleOne = "example_one": "a single address", "1 つの IP アドレス";
        ExampleLength = "example_length": "a range: address/m", "範囲（アドレス/m）";
        ExampleMask = "example_mask": "a range: address/mask", "範囲（アドレス/マスク）";
        ExampleV6 = "example_v6": "an IPv6 range", "IPv6 の範囲";
        Add = "add": "Add Authorized IP/Range", "許可する IP アドレス・範囲を追加";
        Check = "check": "Check first", "追加前に確認";
        ListFull = "list_full": "The list is full: it holds {max} rules. Delete one first.", "リストが上限の {max} 件に達しています。先に不要なルールを削除してください。";

        VerdictHeading = "verdict_heading": "What this would do", "追加した場合の影響";
        Idle = "idle": "As you type, this place says what the rule covers and whether you can still sign in.", "入力すると、ルールの対象範囲と、引き続きサインインできるかどうかがここに表示されます。";
        NowAnywhere = "now_anywhere": "Now, you can sign in from anywhere.", "現在は、どこからでもサインインできます。";
        NowCovered = "now_covered": "Now, no. {place}, {rule}, lets you sign in from {address}, where you are.", "現在お使いの {address} は、{place} 番の {rule} で許可されています。";
        NowNotCovered = "now_not_covered": "Now, no rule covers {address}, where you are: once signed out, you could not sign in again from here.", "現在お使いの {address} は、どのルールにも含まれていません。一度サインアウトすると、ここからは再びサインインできなくなります。";
        Valid = "valid": "Valid rule", "正しいルールです";
        Invalid = "invalid": "Not a rule yet", "ルールとして読み取れません";
        SavedAs = "saved_as": "Saved as {rule}", "{rule} として保存されます";
        Corrected = "corrected": "{typed} is an address inside a range, so the whole range is saved: {rule}.", "{typed} は範囲内の 1 つのアドレスのため、範囲全体の {rule} として保存されます。";
        UseAddress = "use_address": "Only the address {rule}", "アドレス {rule} だけにする";
        UseSuggestion = "use_suggestion": "Did you mean {rule}?", "{rule} のことですか？";
        CoversOne = "covers_one": "Covers 1 address", "対象：1 個のアドレス";
        CoversMany = "covers_many": "Covers {count} addresses", "対象：{count} 個のアドレス";
        CoversAll = "covers_all": "Covers every IPv4 and IPv6 address", "対象：IPv4 と IPv6 のすべてのアドレス";
        Duplicate = "duplicate": "The list has this rule already, as no. {place}.", "このルールはすでにリストにあります（{place} 番）。";
        CoveredBy = "covered_by": "No. {place}, {rule}, covers all of it already, so adding it changes nothing.", "{place} 番の {rule} がすでに全体を含んでいるため、追加しても変わりません。";
        CoveredTogether = "covered_together": "Other rules together cover all of it already, so adding it changes nothing.", "ほかのルールを合わせるとすでに全体が含まれているため、追加しても変わりません。";
        IncludesOne = "includes_one": "It covers all of no. {place}, {rule}, which is no longer needed then.", "{place} 番の {rule} をすべて含むため、そのルールは不要になります。";
        IncludesMany = "includes_many": "It covers all of {count} other rules, no. {place} ({rule}) first; they are no longer needed then.", "{place} 番の {rule} をはじめ、{count} 件のルールをすべて含むため、それらは不要になります。";
        Begins = "begins": "So far you can sign in from anywhere. From this first rule on, only from the addresses in the list.", "今はどこからでもサインインできますが、最初のルールを追加すると、リストにあるアドレスからしかサインインできなくなります。";
        AllAdmits = "all_admits": "With it in the list you can sign in from anywhere.", "このルールがあると、どこからでもサインインできます。";

        LosesHere = "loses_here": "You would no longer be able to sign in from {address}, where you are now.", "現在お使いの {address} からサインインできなくなります。";
        StaysOutHere = "stays_out_here": "You would still not be able to sign in from {address}, where you are now.", "現在お使いの {address} からは、引き続きサインインできません。";
        KeepsHere = "keeps_here": "You can still sign in from {address}, where you are now.", "現在お使いの {address} から、引き続きサインインできます。";
        GainsHere = "gains_here": "You can sign in again from {address}, where you are now.", "現在お使いの {address} から、再びサインインできるようになります。";
        LosesOne = "loses_one": "Sign-ins from {address}, which you used lately, would be refused.", "最近使用した {address} からのサインインができなくなります。";
        LosesMany = "loses_many": "Sign-ins from {count} addresses that you used lately would be refused.", "最近使用した {count} 個のアドレスからのサインインができなくなります。";
        UnknownRestricts = "unknown_restricts": "The portal can’t tell your address, so it can’t make sure that you could still sign in. This change is refused.", "現在の IP アドレスを特定できず、引き続きサインインできるか確かめられないため、この変更は保存できません。";
        Confirm = "confirm": "I want this, although I will not be able to sign in from {address}.", "{address} からサインインできなくなることを理解したうえで、変更します。";
        ConfirmRequired = "confirm_required": "Tick this to go on.", "続けるにはチェックを入れてください。";

        PlacesHeading = "places_heading": "Where you sign in from", "サインイン元のアドレス";
        PlacesNow = "places_now": "As the list is now", "現在のリストの場合";
        PlacesIfAdded = "places_if_added": "If you add {rule}", "{rule} を追加した場合";
        PlacesIfRemoved = "places_if_removed": "If you delete {rule}", "{rule} を削除した場合";
        PlacesNone = "places_none": "No address is known yet.", "まだ記録がありません。";
        Here = "here": "Where you are now", "現在のアドレス";
        LastUsed = "last_used": "Last used {time} ago", "{time}前に使用";
        Admitted = "admitted": "Allowed", "許可";
        Refused = "refused": "Refused", "拒否";
        StaysAdmitted = "stays_admitted": "Stays allowed", "許可のまま";
        StaysRefused = "stays_refused": "Stays refused", "拒否のまま";
        BecomesAdmitted = "becomes_admitted": "Becomes allowed", "許可に変わります";
        BecomesRefused = "becomes_refused": "Becomes refused", "拒否に変わります";

        ListHeading = "list_heading": "Authorized addresses", "許可している IP アドレス";
        CountNone = "count_none": "No rules", "ルールなし";
        CountOne = "count_one": "1 rule", "1 件のルール";
        CountMany = "count_many": "{count} rules", "{count} 件のルール";
        Empty = "empty": "The list is empty: you can sign in from anywhere. Add the first address to restrict that.", "リストは空です。どこからでもサインインできます。制限するには、最初の IP アドレスを追加してください。";
        Unrestricted = "unrestricted": "The rule “all” is in the list: you can sign in from anywhere.", "リストに「all」があるため、どこからでもサインインできます。";
        ColumnPlace = "column_place": "No.", "番号";
        ColumnRule = "column_rule": "Rule", "ルール";
        ColumnCovers = "column_covers": "Covers", "対象範囲";
        ColumnNote = "column_note": "Note", "メモ";
        ColumnSince = "column_since": "Added", "追加日時";
        Addresses = "addresses": "{count} addresses", "{count} 個";
        OneAddress = "one_address": "1 address", "1 個";
        EveryAddress = "every_address": "every address", "すべてのアドレス";
        Delete = "delete": "Delete {rule}", "{rule} を削除";
        DeleteQuestion = "delete_question": "Delete {rule}?", "{rule} を削除しますか？";
        DeleteSubmit = "delete_submit": "Delete this rule", "このルールを削除する";
        DeleteChangesNothing = "delete_changes_nothing": "Other rules cover all of it, so the same addresses stay allowed.", "ほかのルールがすべて含んでいるため、許可されるアドレスは変わりません。";
        DeleteEnds = "delete_ends": "The list is empty then, and you can sign in from anywhere.", "リストが空になり、どこからでもサインインできるようになります。";
        DeleteNarrows = "delete_narrows": "Sign-ins from its addresses are refused then, unless another rule covers them.", "ほかのルールに含まれていない限り、このアドレスからのサインインは拒否されるようになります。";
        Filter = "filter": "Find in the list", "リスト内を検索";
        FilterSubmit = "filter_submit": "Find", "検索";
        FilterClear = "filter_clear": "Show all", "すべて表示";
        FilterNone = "filter_none": "No rule in the list matches “{text}”.", "「{text}」に一致するルールはありません。";
        PageOf = "page_of": "{first}–{last} of {total}", "{total} 件中 {first}～{last} 件";
    }
}
