//! What the OTP app says.

crate::messages! {
    /// Messages of the OTP app.
    pub enum AuthenticatorText in "authenticator" {
        Title = "title": "OTP app", "OTP アプリ";
        Name = "name": "{portal} OTP", "{portal} OTP";
        ShortName = "short_name": "OTP", "OTP";
        Description = "description": "Shows the codes for signing in to {portal}.", "{portal} へのサインインに使うコードを表示します。";
        NoScript = "no_script": "If nothing else appears here, the app can’t run in this browser. It needs JavaScript, since the codes are made on your device: switch it on for this page, or update the browser.", "ほかに何も表示されない場合、このブラウザーではアプリを実行できません。コードはお使いの端末で生成されるため、JavaScript が必要です。有効にするか、ブラウザーを更新してください。";
        Insecure = "insecure": "This app needs a secure connection: its address must begin with https. Open it by the address that the portal shows.", "このアプリの利用には、https で始まる安全な接続が必要です。ポータルに表示されるアドレスから開いてください。";
        Crypto = "crypto": "This browser lacks what the app needs to keep a key safe (WebCrypto). Update it, or use another one.", "このブラウザーには、鍵を安全に保管する機能（WebCrypto）がありません。更新するか、別のブラウザーをお使いください。";
        Storage = "storage": "This browser doesn’t let the app keep anything (IndexedDB). In a private window, open the app in an ordinary one instead.", "このブラウザーでは、データを保存できません（IndexedDB）。プライベートウィンドウの場合は、通常のウィンドウで開いてください。";
        Engine = "engine": "The app could not start in this browser. Reload the page, update the browser, or use another one.", "このブラウザーではアプリを起動できませんでした。ページを再読み込みするか、ブラウザーを更新するか、別のブラウザーをお使いください。";
        NotKept = "not_kept": "This browser doesn’t let the app keep the key. In a private window, open the app in an ordinary one and begin again.", "このブラウザーでは、鍵を保存できませんでした。プライベートウィンドウの場合は、通常のウィンドウで開いて、最初からやり直してください。";
        NoAccounts = "no_accounts": "Nothing is registered yet. Press Add to begin.", "まだ登録されていません。［追加］を押して始めてください。";
        Add = "add": "Add", "追加";
        ViewCode = "view_code": "VIEW CODE", "VIEW CODE";
        HoldHint = "hold_hint": "Hold VIEW CODE down to see the code. With the keyboard, hold the space bar or Enter.", "［VIEW CODE］を押し続けている間、コードが表示されます。キーボードではスペースキーまたは Enter キーを押し続けてください。";
        Hidden = "hidden": "••• •••", "••• •••";
        SayCode = "say_code": "{name}: {code}. {left} seconds left.", "{name}：{code}。残り {left} 秒です。";
        SayLeft = "say_left": "{left} s left", "残り {left} 秒";
        SayHidden = "say_hidden": "The code is hidden.", "コードを隠しました。";
        Manage = "manage": "Rename or remove", "名前の変更・削除";
        AccountName = "account_name": "Name", "名前";
        Rename = "rename": "Save the name", "名前を保存";
        RemoveWhat = "remove_what": "The key is deleted from this device and can’t be had back. The portal goes on asking for its codes: first remove the app there, or set up another method.", "この端末から鍵が削除され、元に戻せません。ポータルでは引き続きコードを求められます。先にポータルでこのアプリを解除するか、ほかの方法を設定してください。";
        Remove = "remove": "Remove from this device", "この端末から削除";
        Renamed = "renamed": "The name was saved.", "名前を保存しました。";
        Removed = "removed": "Removed from this device.", "この端末から削除しました。";
        AddTitle = "add_title": "Register this app", "アプリの登録";
        ApplicationCode = "application_code": "APPLICATION CODE", "アプリコード";
        ApplicationWhat = "application_what": "Type this code into the portal’s page.", "このコードを、ポータルのページに入力してください。";
        Copy = "copy": "Copy", "コピー";
        Copied = "copied": "Copied", "コピーしました";
        UserCode = "user_code": "USER CODE", "ユーザコード";
        UserWhat = "user_what": "Type the code here that the portal’s page shows. Small or capital letters and hyphens make no difference.", "ポータルのページに表示されたコードを入力してください。大文字・小文字やハイフンの有無は問いません。";
        NameWhat = "name_what": "What this entry is called in this app.", "このアプリでの表示名です。";
        Register = "register": "Register", "登録";
        Cancel = "cancel": "Cancel", "キャンセル";
        Registered = "registered": "{name} is registered. Now hold VIEW CODE, and enter the six digits on the portal’s page.", "{name} を登録しました。［VIEW CODE］を押し続けて、表示される 6 桁の数字をポータルのページに入力してください。";
        Clock = "clock": "This device’s clock:", "この端末の時刻：";
        ClockWhat = "clock_what": "If it is wrong by more than half a minute, the codes don’t fit. Set it to the network’s time.", "30 秒以上ずれていると、コードが合いません。端末の時刻を自動設定にしてください。";
        Offline = "offline": "Kept on this device: works without a network.", "この端末に保存されました。オフラインでも使えます。";
        About = "about": "About this app", "このアプリについて";
        SameDevice = "same_device": "On the device on which you also type your password this app is a fall-back: whoever has that device has both. Use another device where you can.", "パスワードを入力する端末と同じ端末で使うのは、予備の手段とお考えください。その端末を手にした人は、両方を手にすることになります。できるだけ別の端末でお使いください。";
        KeyWhat = "key_what": "The key stays in this browser and can be used, but not read out. Whoever clears the browser’s data has to register again.", "鍵はこのブラウザーに保管され、取り出すことはできません。ブラウザーのデータを消去した場合は、登録し直してください。";
        Install = "install": "To have it at hand, add this page to the home screen, or install it from the browser’s menu.", "ホーム画面に追加するか、ブラウザーのメニューからインストールすると、すぐに開けます。";
        Language = "language": "Language", "言語";
    }
}
