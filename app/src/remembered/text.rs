//! What is said about browsers that stay signed in.

use crate::messages;

messages! {
    /// The words about browsers that stay signed in.
    pub enum RememberedText in "remembered" {
        Title = "title": "Browsers that stay signed in", "自動サインインするブラウザー";
        What = "what": "You asked these browsers to sign you in by themselves. Whoever uses one of them is in your account without a password. What is sensitive still asks for it.", "自動サインインを設定したブラウザーの一覧です。これらのブラウザーでは、パスワードなしでアカウントを利用できます。重要な操作の際は、あらためてパスワードを確認します。";
        Limits = "limits": "A browser is forgotten after {idle} days without a visit, and after {absolute} days in any case.", "{idle} 日間アクセスがない場合、または設定から {absolute} 日が過ぎると、自動サインインは解除されます。";
        None = "none": "None so far", "まだありません";
        NoneWhat = "none_what": "Tick the box on the sign-in page, on a device that only you use.", "ご自分だけが使うデバイスで、サインイン画面のチェックボックスを選択すると設定できます。";
        This = "this": "This browser", "このブラウザー";
        Since = "since": "Since", "設定日時";
        LastUsed = "last_used": "Last used", "最終利用";
        Ends = "ends": "Ends", "解除予定";
        Forget = "forget": "Forget", "解除する";
        ForgetOf = "forget_of": "Forget: {device}", "解除：{device}";
        ForgetQuestion = "forget_question": "Forget this browser? Whoever uses it has to sign in again.", "このブラウザーの自動サインインを解除しますか？次回から再度サインインが必要になります。";
    }
}
