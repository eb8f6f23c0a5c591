//! What the recommendation says.

crate::messages! {
    /// Messages of the recommendation.
    pub enum RecommendationText in "recommendation" {
        Title = "title": "Protect your account with a second step", "二段階サインインでアカウントを保護しましょう";
        What = "what": "We recommend that you set up multi-factor authentication. It takes about a minute: with a code from your phone, a stolen password is of no use to anybody else.", "多要素認証の設定をおすすめします。設定は 1 分ほどで完了します。スマートフォンのコードを組み合わせると、パスワードが盗まれても第三者はサインインできません。";
        SetUp = "set_up": "Set it up now", "今すぐセットアップ";
        NotNow = "not_now": "Not now", "あとで";
        ChooseTitle = "choose_title": "Choose a method", "認証方法の選択";
        ChooseWhat = "choose_what": "How do you want to confirm your sign-in? You can set up another method later.", "サインイン時の確認方法を選択してください。ほかの方法はあとから追加できます。";
        Method = "method": "Method", "認証方法";
        Totp = "totp": "Authenticator app", "認証アプリ";
        TotpWhat = "totp_what": "An app on your phone shows a new code every 30 seconds, even without a network.", "スマートフォンのアプリが 30 秒ごとに新しいコードを表示します。オフラインでも使えます。";
        Paired = "paired": "OTP app", "OTP アプリ";
        PairedWhat = "paired_what": "This portal’s own app, paired by two short codes. It works without a network, too.", "このポータル専用のアプリです。2 つの短いコードで登録します。オフラインでも使えます。";
        Email = "email": "Codes by email", "メールによるコード";
        EmailWhat = "email_what": "We send a code to your address each time. Less secure than an app.", "毎回メールでコードをお送りします。認証アプリに比べて安全性は下がります。";
        Recommended = "recommended": "Recommended", "推奨";
        Choose = "choose": "Select", "選択";
        Back = "back": "Cancel", "キャンセル";
        AllSetUp = "all_set_up": "Every method is set up", "すべての方法が設定済みです";
        AllSetUpWhat = "all_set_up_what": "There is nothing left to choose. You can look after your methods under Security.", "選択できる方法はありません。設定済みの方法は「セキュリティ」で管理できます。";
        Manage = "manage": "Manage methods", "方法を管理する";
    }
}
