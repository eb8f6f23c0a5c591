//! What the sections about grants say.

crate::messages! {
    /// Messages about grants.
    pub enum GrantText in "grant" {
        Title = "title": "MFA status", "MFA の状態";
        What = "what": "A second factor that you show counts at the address you show it from, for {hours} hours: you sign in there with your password, and your mail software works there.", "2 つ目の認証は、行った場所の IP アドレスで {hours} 時間有効です。その間、そこからのサインインとメールソフトの利用はパスワードだけでできます。";
        CountsHere = "counts_here": "Counts here", "有効";
        NotHere = "not_here": "Does not count here", "無効";
        NotNeeded = "not_needed": "Not needed here", "不要";
        Address = "address": "Your address now", "現在の IP アドレス";
        AddressUnknown = "address_unknown": "The portal can’t tell", "判別できません";
        Until = "until": "Counts here until", "有効期限";
        WaivedBy = "waived_by": "No second factor is asked for in the network “{name}”.", "ネットワーク「{name}」では 2 つ目の認証は必要ありません。";
        Covers = "covers": "Covers", "対象";
        CoversV4 = "covers_v4": "IPv4 only", "IPv4 のみ";
        CoversV6 = "covers_v6": "IPv6 only", "IPv6 のみ";
        CoversBoth = "covers_both": "IPv4 and IPv6", "IPv4 と IPv6";
        CoversBesides = "covers_besides": "{family}; {other} at {places}", "{family}、および {other} の {places}";
        OtherFamilyAt = "other_family_at": "Mail software that connects by {family} is covered at {places} only.", "{family} で接続するメールソフトには、{places} でのみ有効です。";
        OtherFamily = "other_family": "Mail software that connects by {family} is not covered yet.", "{family} で接続するメールソフトには、まだ有効ではありません。";
        Proving = "proving": "Your {family} address is being looked up…", "{family} アドレスを確認しています…";
        Proved = "proved": "It counts for your {family} address now, too.", "{family} アドレスにも有効になりました。";
        StepUp = "step_up": "Show a second factor now", "2 つ目の認証を今すぐ行う";
        List = "list": "Where it counts", "有効な場所";
        None = "none": "Nowhere yet", "有効な場所はありません";
        NoneWhat = "none_what": "Once you show a second factor, the address that you show it from is listed here.", "2 つ目の認証を行うと、その場所の IP アドレスがここに表示されます。";
        ColumnAddress = "column_address": "Address", "IP アドレス";
        ColumnIssued = "column_issued": "Shown", "認証日時";
        ColumnEnds = "column_ends": "Counts until", "有効期限";
        ColumnBrowser = "column_browser": "With", "使用したブラウザー";
        Revoke = "revoke": "Revoke", "無効にする";
        RevokeAt = "revoke_at": "Revoke at {address}", "{address} での認証を無効にする";
        RevokeQuestion = "revoke_question": "Shall your second factor no longer count at {address}? Mail software there stops working until you show one again.", "{address} での認証を無効にしますか？　もう一度 2 つ目の認証を行うまで、そこではメールソフトを利用できなくなります。";
        RevokeAll = "revoke_all": "Revoke all", "すべて無効にする";
        RevokeAllQuestion = "revoke_all_question": "Shall your second factor no longer count anywhere? Mail software stops working until you show one again.", "すべての場所での認証を無効にしますか？　もう一度 2 つ目の認証を行うまで、メールソフトを利用できなくなります。";
        PersonWhat = "person_what": "Where a second factor of this person counts.", "この利用者の 2 つ目の認証が有効な場所です。";
        PersonNone = "person_none": "No second factor of this person counts anywhere.", "有効な場所はありません。";
        End = "end": "End", "無効にする";
        EndAt = "end_at": "End at {address}", "{address} での認証を無効にする";
        EndQuestion = "end_question": "Shall this person’s second factor no longer count at {address}? Their mail software there stops working until they show one again.", "この利用者の {address} での認証を無効にしますか？　もう一度 2 つ目の認証を行うまで、そこではメールソフトを利用できなくなります。";
        EndAll = "end_all": "End all", "すべて無効にする";
        EndAllQuestion = "end_all_question": "Shall this person’s second factor no longer count anywhere?", "この利用者の認証を、すべての場所で無効にしますか？";
    }
}
