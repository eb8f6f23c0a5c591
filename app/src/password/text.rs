//! What the pages about passwords say.

use crate::messages;

messages! {
    /// The words of the pages about passwords.
    pub enum PasswordText in "password" {
        ForgotTitle = "forgot_title": "Forgot your password?", "パスワードをお忘れですか？";
        ForgotWhat = "forgot_what": "Enter the email address of your account. We send a link with which you choose a new password.", "アカウントのメールアドレスを入力してください。新しいパスワードを設定するためのリンクをお送りします。";
        ForgotSend = "forgot_send": "Send the link", "リンクを送信する";
        ForgotSentTitle = "forgot_sent_title": "Check your email", "メールをご確認ください";
        ForgotSentWhat = "forgot_sent_what": "If there is an account with that address, a link is on its way. It works once, and only for a short time.", "そのアドレスのアカウントがある場合は、リンクをお送りしました。リンクは一度だけ、短い時間に限り使用できます。";
        ForgotSentNext = "forgot_sent_next": "Nothing after a few minutes? Look into the spam folder, check the address, and send it again.", "数分待っても届かない場合は、迷惑メールフォルダーとアドレスをご確認のうえ、もう一度お試しください。";
        SendAgain = "send_again": "Send it again", "もう一度送信する";
        BackToSignIn = "back_to_sign_in": "Back to sign-in", "サインインに戻る";
        ResetTitle = "reset_title": "Choose a new password", "新しいパスワードを設定する";
        ResetWhat = "reset_what": "All your sessions end. If you use a second factor, it stays on.", "すべてのセッションが終了します。多要素認証をお使いの場合、その設定は維持されます。";
        ResetEnds = "reset_ends": "All your sessions end, also in browsers that stay signed in.", "自動サインインを設定したブラウザーも含め、すべてのセッションが終了します。";
        ResetClearsTitle = "reset_clears_title": "Your second factors are switched off", "多要素認証が解除されます";
        ResetClears = "reset_clears": "If you use an authenticator app, codes by email or recovery codes, they stop counting with the new password. Set up multi-factor authentication again after signing in. We tell you by email.", "認証アプリ、メールによるコード、リカバリーコードをお使いの場合、新しいパスワードの設定と同時にすべて無効になります。サインイン後、多要素認証をもう一度設定してください。解除されたことはメールでお知らせします。";
        ResetSave = "reset_save": "Set new password", "パスワードを設定する";
        Email = "email": "Email address", "メールアドレス";
        Current = "current": "Current password", "現在のパスワード";
        New = "new": "New password", "新しいパスワード";
        ChangeTitle = "change_title": "Password", "パスワード";
        ChangeWhat = "change_what": "When you change it, your other sessions end.", "変更すると、ほかのセッションは終了します。";
        ChangeSave = "change_save": "Change password", "パスワードを変更する";
        ChangedAt = "changed_at": "Last changed", "最終変更";
        NeverChanged = "never_changed": "Not since the account was made", "アカウント作成後の変更なし";
    }
}

messages! {
    /// The words of the rules for passwords, in the checklist, at the field and in the strength meter.
    pub enum RuleText in "password_rule" {
        Checklist = "checklist": "What your password needs", "パスワードの条件";
        AtLeast = "at_least": "At least {count} characters", "{count} 文字以上";
        AtMost = "at_most": "At most {count} characters", "{count} 文字以下";
        Digits = "digits": "Digits: {count} or more", "数字を {count} 文字以上";
        Upper = "upper": "Upper-case letters: {count} or more", "英大文字を {count} 文字以上";
        Lower = "lower": "Lower-case letters: {count} or more", "英小文字を {count} 文字以上";
        NotCommon = "not_common": "Not a very common password", "よく使われるパスワードではないこと";
        NotOwnWords = "not_own_words": "More than your name, your address or the name of this portal", "氏名、メールアドレス、ポータルの名称だけで作られていないこと";
        NotEasilyGuessed = "not_easily_guessed": "Not easy to guess", "推測されにくいこと";
        Met = "met": "met", "満たしています";
        NotMet = "not_met": "not met yet", "まだ満たしていません";
        Refused = "refused": "The password doesn’t meet every rule:", "パスワードが条件を満たしていません:";
        Separator = "separator": "; ", "、";
        End = "end": ".", "。";
        Strength = "strength": "Strength: {strength}", "強度: {strength}";
        VeryWeak = "very_weak": "very weak", "とても弱い";
        Weak = "weak": "weak", "弱い";
        Fair = "fair": "fair", "普通";
        Strong = "strong": "strong", "強い";
        VeryStrong = "very_strong": "very strong", "とても強い";
        HintShort = "hint_short": "Longer is stronger: several unrelated words make a good password.", "長いほど強くなります。関連のない単語をいくつか組み合わせると効果的です。";
        HintCommonWord = "hint_common_word": "It holds a very common password or word.", "よく使われるパスワードや単語が含まれています。";
        HintOwnWord = "hint_own_word": "It holds your name, your address or the name of this portal.", "氏名、メールアドレス、またはポータルの名称が含まれています。";
        HintRepeats = "hint_repeats": "It repeats itself.", "同じ文字や並びが繰り返されています。";
        HintSequence = "hint_sequence": "It goes along the alphabet or counts up.", "アルファベット順や連番が含まれています。";
        HintKeyboard = "hint_keyboard": "It goes along a row of the keyboard.", "キーボードの並びに沿っています。";
        HintDate = "hint_date": "It holds a year or a date.", "年や日付が含まれています。";
        Show = "show": "Show password", "パスワードを表示";
        Hide = "hide": "Hide password", "パスワードを隠す";
    }
}
