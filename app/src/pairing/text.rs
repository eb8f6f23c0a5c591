//! What is said about the portal's own OTP app and its pairing.

crate::messages! {
    /// Messages about pairing the OTP app.
    pub enum PairingText in "pairing" {
        Heading = "heading": "OTP app", "OTP アプリ";
        Summary = "summary": "This portal’s own app for your phone or tablet, paired by two short codes. It shows six digits while you hold a button, also without a network.", "スマートフォンやタブレットで使う、このポータル専用のアプリです。2 つの短いコードで登録すると、ボタンを長押ししている間だけ 6 桁の数字が表示されます。オフラインでも使えます。";
        Enable = "enable": "Enable", "有効にする";
        Remove = "remove": "Remove", "解除する";
        RemoveConsequence = "remove_consequence": "Signing in no longer takes codes of this app. Without any other method your recovery codes stop working, too. All your other sessions end. You are told by email.", "サインイン時にこのアプリのコードが使えなくなります。ほかの方法が設定されていない場合は、リカバリーコードも使えなくなります。ほかのセッションはすべて終了し、メールでお知らせします。";
        RemoveSubmit = "remove_submit": "Remove the OTP app", "OTP アプリを解除する";
        DisabledWhy = "disabled_why": "There were too many wrong codes, so this app no longer counts. Pair it again, or remove it.", "コードの入力誤りが多かったため、このアプリは使えなくなっています。もう一度登録するか、解除してください。";
        Method = "method": "OTP app", "OTP アプリ";
        MethodWhat = "method_what": "This portal’s own app, paired by two short codes. Nothing to scan.", "このポータル専用のアプリです。2 つの短いコードで登録します。QR コードの読み取りは不要です。";

        SetupTitle = "setup_title": "Set up the OTP app", "OTP アプリの設定";
        StepUser = "step_user": "Step 1 of 3: your user code", "手順 1/3：ユーザコードの確認";
        StepUserWhat = "step_user_what": "You will type this code into the OTP app. Note it down, or leave this page open. It waits for 15 minutes.", "このコードは、あとで OTP アプリに入力します。メモするか、このページを開いたままにしてください。有効期間は 15 分です。";
        UserCode = "user_code": "USER CODE", "ユーザコード";
        CopyUserCode = "copy_user_code": "Copy the user code", "ユーザコードをコピー";
        Next = "next": "Next", "次へ";
        Cancel = "cancel": "Cancel", "キャンセル";
        Back = "back": "Back", "戻る";
        StepApplication = "step_application": "Step 2 of 3: the application code", "手順 2/3：アプリコードの入力";
        StepApplicationWhat = "step_application_what": "Open the OTP app on your phone or tablet and press Add. It shows an application code: type that code here.", "スマートフォンやタブレットで OTP アプリを開き、［追加］を押してください。表示されたアプリコードを、ここに入力します。";
        GetApp = "get_app": "The OTP app is a page of this portal. Open it with the camera of your phone, or by its address:", "OTP アプリは、このポータルのページです。スマートフォンのカメラで QR コードを読み取るか、次のアドレスを開いてください。";
        GetAppKeep = "get_app_keep": "Add it to the home screen there: then it opens like any other app, also without a network.", "開いたらホーム画面に追加してください。ほかのアプリと同じように、オフラインでも開けるようになります。";
        QrLabel = "qr_label": "QR code of the OTP app’s address", "OTP アプリのアドレスの QR コード";
        ApplicationCode = "application_code": "APPLICATION CODE", "アプリコード";
        ApplicationCodeHint = "application_code_hint": "Sixteen letters and digits. Small or capital letters and hyphens make no difference.", "16 文字の英数字です。大文字・小文字やハイフンの有無は問いません。";
        ApplicationSubmit = "application_submit": "Next", "次へ";
        StepCode = "step_code": "Step 3 of 3: the six digits", "手順 3/3：6 桁の数字の入力";
        StepCodeWhat = "step_code_what": "Type your user code into the OTP app and press Register. Then hold VIEW CODE there, and enter the six digits that it shows.", "OTP アプリにユーザコードを入力し、［登録］を押してください。続いて［VIEW CODE］を長押しし、表示される 6 桁の数字を入力します。";
        Code = "code": "OTP", "OTP";
        CodeHint = "code_hint": "The six digits that the OTP app shows while you hold VIEW CODE.", "［VIEW CODE］を長押ししている間に表示される 6 桁の数字です。";
        CodeSubmit = "code_submit": "Next", "次へ";
        DoneTitle = "done_title": "The OTP app is registered", "OTP アプリの登録が完了しました";
        DoneWhat = "done_what": "From now on it shows the code that signing in asks for.", "今後は、サインイン時に求められるコードをこのアプリで確認できます。";
        DoneCodes = "done_codes": "Recovery codes were made for the day when the device is lost. They are shown for ten minutes only: save them now.", "端末をなくしたときのためのリカバリーコードが作成されました。表示されるのは 10 分間だけです。今すぐ保存してください。";
        SaveCodes = "save_codes": "Save the recovery codes", "リカバリーコードを保存する";
        DoneBoth = "done_both": "Set up a second method as well, in case you change or lose the device.", "端末の機種変更や紛失に備えて、もう 1 つの方法も設定しておくことをお勧めします。";
        Methods = "methods": "All methods", "すべての方法";
        Home = "home": "HOME", "HOME へ";

        DoorApplicationTitle = "door_application_title": "Enter the application code", "アプリコードを入力してください";
        DoorUserTitle = "door_user_title": "Your user code", "ユーザコードをご確認ください";
        DoorUserWhat = "door_user_what": "Type this code into the OTP app and press Register there. Then go on here.", "このコードを OTP アプリに入力し、アプリの［登録］を押してください。登録できたら、こちらで［次へ］を押します。";
        DoorCodeTitle = "door_code_title": "Enter the six digits", "6 桁の数字を入力してください";
        ShowUserCode = "show_user_code": "Show the user code again", "ユーザコードをもう一度表示";
        AnotherApplicationCode = "another_application_code": "Enter another application code", "アプリコードを入力し直す";
    }
}

crate::messages! {
    /// What is said about a code of a pairing while it is typed, and when it isn't right.
    pub enum PairingCodeText in "pairing_code" {
        Empty = "empty": "Enter the code.", "コードを入力してください。";
        Letter = "letter": "“{letter}”, character {at}, can’t be in this code. There is no U, and no sign other than letters and digits.", "{at} 文字目の「{letter}」は、このコードには使われません。U と記号は含まれません。";
        Short = "short": "The code is too short: {missing} more characters.", "コードが短すぎます。あと {missing} 文字あります。";
        Long = "long": "The code is too long. It has sixteen characters.", "コードが長すぎます。16 文字で入力してください。";
        Check = "check": "The check character at the end doesn’t fit: something is mistyped or swapped. Compare it with the code once more.", "末尾のチェック文字が合いません。入力の誤りや、文字の入れ替わりがあります。もう一度見比べてください。";
        IsApplication = "is_application": "This is an application code. Here the user code is needed, which the portal’s page shows.", "これはアプリコードです。ここには、ポータルのページに表示されるユーザコードを入力してください。";
        IsUser = "is_user": "This is a user code. Here the application code is needed, which the OTP app shows after Add.", "これはユーザコードです。ここには、OTP アプリで［追加］を押すと表示されるアプリコードを入力してください。";
        SoFar = "so_far": "So far so good: {missing} characters to go.", "ここまで問題ありません。残り {missing} 文字です。";
        Whole = "whole": "The code is complete, and its check character fits.", "コードの入力が完了しました。チェック文字も一致しています。";
    }
}
