//! What is said about changes on trial.

crate::messages! {
    /// Messages of trials.
    pub enum TrialText in "trial" {
        OwnTitle = "own_title": "Changes of your authorized IP addresses are on trial", "許可する IP アドレスの変更を試用中です";
        PortalTitle = "portal_title": "Changes of the portal rules are on trial, for everybody", "ポータル全体のルールの変更を試用中です（全員が対象です）";
        GoBack = "go_back": "They go back by themselves unless they are confirmed.", "確定しない場合は、自動的に元に戻ります。";
        Until = "until": "Ends at", "終了時刻：";
        Left = "left": "({time} left)", "（残り {time}）";
        CoveredHere = "covered_here": "This address, {address}, is covered, so you can confirm them from here.", "現在のアドレス {address} は変更後のリストに含まれているため、ここから確定できます。";
        NotCoveredHere = "not_covered_here": "Sign in from an address that they cover to confirm them; this one, {address}, isn’t covered.", "確定するには、変更後のリストに含まれるアドレスからサインインしてください。現在のアドレス {address} は含まれていません。";
        Anywhere = "anywhere": "They restrict nothing, so you can confirm them from here.", "変更後のリストには制限がないため、ここから確定できます。";
        UnknownHere = "unknown_here": "Sign in from an address that they cover to confirm them; the portal can’t tell which address this one is.", "確定するには、変更後のリストに含まれるアドレスからサインインしてください。現在のアドレスを特定できません。";
        Confirm = "confirm": "Confirm", "確定";
        ConfirmOwn = "confirm_own": "Confirm the changes of your authorized IP addresses", "許可する IP アドレスの変更を確定";
        ConfirmPortal = "confirm_portal": "Confirm the changes of the portal rules", "ポータル全体のルールの変更を確定";
        Undo = "undo": "Undo", "元に戻す";
        UndoOwn = "undo_own": "Undo the changes of your authorized IP addresses", "許可する IP アドレスの変更を元に戻す";
        UndoPortal = "undo_portal": "Undo the changes of the portal rules", "ポータル全体のルールの変更を元に戻す";
        Show = "show": "Show the changes", "変更内容を表示";
        Over = "over": "The time of the trial is over: what was not confirmed went back by itself.", "試用期間が終了しました。確定されなかった変更は、自動的に元に戻りました。";
        Reload = "reload": "Reload the page", "ページを再読み込み";

        Signing = "signing": "Sign-ins are judged by the changed list already. Whoever is signed in stays so where the list before lets them, and while the trial runs, nothing else of this list can be changed.", "サインインはすでに変更後のリストで判定されます。サインイン済みの人は、元のリストで許可されていれば引き続き利用できます。試用中は、このリストをほかに変更することはできません。";
        GainedHeading = "gained_heading": "Let in by the changes: {count}", "変更により許可されるアドレス：{count}";
        LostHeading = "lost_heading": "Shut out by the changes: {count}", "変更により許可されなくなるアドレス：{count}";
        Nothing = "nothing": "The changed list lets in the same addresses as the list before.", "許可されるアドレスは変わりません。";
        WasOpen = "was_open": "The list before restricts nothing: everybody was let in from anywhere.", "元のリストには制限がなく、どこからでもサインインできました。";
        IsOpen = "is_open": "The changed list restricts nothing: everybody is let in from anywhere.", "変更後のリストには制限がなく、どこからでもサインインできます。";
        One = "one": "1 address", "1 個";
        Many = "many": "{count} addresses", "{count} 個";
        More = "more": "and {count} more ranges", "ほか {count} 件の範囲";
        ListOf = "list_of": "The list on trial ({count})", "試用中のリスト（{count} 件）";
        ListMore = "list_more": "and {count} more lines", "ほか {count} 行";
    }
}
