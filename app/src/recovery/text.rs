//! What is said about recovery codes.

crate::messages! {
    /// Messages about recovery codes.
    pub enum RecoveryText in "recovery" {
        Heading = "heading": "Recovery codes", "リカバリーコード";
        Summary = "summary": "For the day when your phone is lost: each code signs you in once, in place of the authenticator app.", "スマートフォンをなくしたときのためのコードです。認証アプリの代わりに、1 つのコードで 1 回だけサインインできます。";
        None = "none": "None", "なし";
        Left = "left": "{left} of {made} left", "残り {left} 個（全 {made} 個）";
        NoneLeft = "none_left": "None left", "残りなし";
        FewLeft = "few_left": "Few codes are left. Make new ones before you need them.", "残りが少なくなっています。なくなる前に、新しいコードを作成してください。";
        Since = "since": "Made on", "作成日時";
        Manage = "manage": "Manage", "管理";
        ManageInFull = "manage_in_full": "Manage recovery codes", "リカバリーコードを管理";
        NeedsTotp = "needs_totp": "Recovery codes come with an authenticator app. Set one up first.", "リカバリーコードは認証アプリとあわせて使います。先に認証アプリを設定してください。";
        Make = "make": "Make recovery codes", "リカバリーコードを作成";
        MakeNew = "make_new": "Make new codes", "新しいコードを作成";
        MakeConsequence = "make_consequence": "The codes that you have now stop working at once, also those that you have not used.", "現在のコードは、未使用のものも含めて、すぐに使えなくなります。";
        MakeSubmit = "make_submit": "Replace the codes", "コードを置き換える";
        SaveTitle = "save_title": "Save your recovery codes", "リカバリーコードを保存してください";
        SaveIntro = "save_intro": "Keep them where you find them without your phone: on paper, or in a password manager. They are shown only now, for ten minutes.", "スマートフォンがなくても取り出せる場所（紙やパスワードマネージャーなど）に保管してください。表示されるのは今だけで、10 分間です。";
        Once = "once": "Each code works once.", "各コードは 1 回だけ使えます。";
        Codes = "codes": "Recovery codes", "リカバリーコード";
        Copy = "copy": "Copy all", "すべてコピー";
        Copied = "copied": "Copied", "コピーしました";
        Download = "download": "Download as text", "テキストでダウンロード";
        PrintPage = "print_page": "Print", "印刷";
        Print = "print": "On paper, only the codes are printed of this page.", "印刷すると、このページのうちコードだけが印刷されます。";
        FileName = "file_name": "recovery-codes.txt", "recovery-codes.txt";
        FileHead = "file_head": "Recovery codes of {email} for {portal}", "{portal} のリカバリーコード（{email}）";
        Saved = "saved": "I have saved them", "保存しました";
        SavedFirst = "saved_first": "I have saved them", "保存しました";
        Continue = "continue": "Continue", "続ける";
    }
}
