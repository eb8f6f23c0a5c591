//! The words for what can go wrong.

use crate::messages;

messages! {
    /// What is said at a field, or on top of a form.
    pub enum ProblemText in "problem" {
        SignInRequired = "sign_in_required": "You are not signed in any more. Sign in again to go on.", "サインインの有効期限が切れました。もう一度サインインしてください。";
        ReauthenticationRequired = "reauthentication_required": "Confirm that it’s you to go on.", "続行するには、ご本人の確認が必要です。";
        NotAllowed = "not_allowed": "You may not do this.", "この操作は許可されていません。";
        NotFound = "not_found": "This no longer exists, or it isn’t yours.", "対象が存在しないか、閲覧できません。";
        CrossOrigin = "cross_origin": "The request came from a page of another site and was not carried out.", "ほかのサイトのページから送られたリクエストのため、実行しませんでした。";
        Malformed = "malformed": "The request could not be understood. Please try again.", "リクエストを読み取れませんでした。もう一度お試しください。";
        BodyTooLarge = "body_too_large": "That is more than {max} bytes, the most this portal reads at once.", "一度に送信できるのは {max} バイトまでです。";
        TooSlow = "too_slow": "What you sent took too long to arrive. Please try again.", "送信に時間がかかりすぎたため、受け付けられませんでした。もう一度お試しください。";
        Throttled = "throttled": "Too many attempts. Please wait {time} and try again.", "試行回数が多すぎます。{time}ほど待ってから、もう一度お試しください。";
        Busy = "busy": "The portal is very busy just now. Please try again in {time}.", "ただいま混み合っています。{time}ほど待ってから、もう一度お試しください。";
        Unavailable = "unavailable": "The portal can’t reach its data just now. Please try again in a moment.", "ただいまデータにアクセスできません。しばらくしてから、もう一度お試しください。";
        Internal = "internal": "Something went wrong on our side. Nothing was changed.", "内部エラーが発生しました。変更は行われていません。";
        SignInRefused = "sign_in_refused": "Sign-in was refused. Check the email address and password, and where you are signing in from.", "サインインできませんでした。メールアドレスとパスワード、および接続元をご確認ください。";
        SignInExpired = "sign_in_expired": "This sign-in took too long or was ended. Please start again.", "時間が経過したか、サインインが中断されました。最初からやり直してください。";
        CodeWrong = "code_wrong": "That code isn’t right. Check it and try again.", "コードが正しくありません。確認してもう一度入力してください。";
        CodeExpired = "code_expired": "That code has expired, or a newer one was sent. Use the newest one, or ask for another.", "コードの有効期限が切れたか、新しいコードが送信されています。最新のコードを使うか、再送信してください。";
        EnrolmentExpired = "enrolment_expired": "That QR code no longer counts: it waited too long, or was used already. Add the one that is shown now to your app, and enter its code.", "その QR コードは、時間が経過したか、すでに使用されたため無効です。現在表示されている QR コードをアプリに追加し、表示されたコードを入力してください。";
        PairingExpired = "pairing_expired": "That user code no longer counts: it waited too long, or was used already. There is a new one now: begin again with it, and with a new application code.", "そのユーザコードは、時間が経過したか、すでに使用されたため無効です。新しいユーザコードを発行しましたので、アプリコードも新しく表示して、最初からやり直してください。";
        MethodUnavailable = "method_unavailable": "This method can’t be used for this sign-in. Choose another one.", "この方法は今回のサインインでは使えません。別の方法を選んでください。";
        AuthenticatorDisabled = "authenticator_disabled": "This authenticator was disabled after too many wrong codes. Sign in another way, then set it up again.", "誤ったコードが続いたため、この認証アプリは無効になりました。別の方法でサインインし、設定し直してください。";
        LinkSpent = "link_spent": "This link has been used, was replaced by a newer one, or has expired.", "このリンクは使用済みか、新しいリンクに置き換えられたか、有効期限が切れています。";
        Missing = "missing": "This can’t be empty.", "入力してください。";
        TooLong = "too_long": "Use at most {max} characters.", "{max} 文字以内で入力してください。";
        NotOffered = "not_offered": "Choose one of the values offered.", "表示されている値から選んでください。";
        EmailMalformed = "email_malformed": "Enter an email address, such as name@example.org.", "メールアドレスを name@example.org のような形式で入力してください。";
        EmailUnusable = "email_unusable": "This address can’t be used. Choose another one.", "このアドレスは使用できません。別のアドレスを入力してください。";
        DomainForbidden = "domain_forbidden": "Addresses at {domain} can’t be used here. Enter an address elsewhere, which you can read without signing in to this portal.", "{domain} のアドレスは使用できません。このポータルにサインインしなくても受信できる、別のアドレスを入力してください。";
        CodesForbidden = "codes_forbidden": "Your codes would go to an address at {domain}, where codes may no longer be sent. If you are still signed in somewhere, choose another address there under Security; otherwise ask your administrator.", "コードの送信先は {domain} のアドレスですが、このドメインへのコードの送信は認められなくなりました。ほかのブラウザーでサインイン中の場合は、［セキュリティ］で別のアドレスを設定してください。それ以外の場合は、管理者にお問い合わせください。";
        PasswordWrong = "password_wrong": "That isn’t your current password.", "現在のパスワードが正しくありません。";
        PasswordGuessable = "password_guessable": "This password is too easy to guess. Make it longer, or use several unrelated words.", "このパスワードは推測されやすいものです。より長くするか、関連のない複数の単語を組み合わせてください。";
        RuleDuplicate = "rule_duplicate": "Your list has this rule already.", "このルールはすでに登録されています。";
        TooManyRules = "too_many_rules": "The list holds at most {max} rules. Remove one, or combine several into a range.", "登録できるルールは {max} 件までです。不要なものを削除するか、範囲にまとめてください。";
        RuleAtLine = "rule_at_line": "Line {line}: {error}", "{line} 行目：{error}";
        DayMalformed = "day_malformed": "Enter a day of the calendar, such as 2027-03-31.", "日付を 2027-03-31 のような形式で入力してください。";
        ListChanged = "list_changed": "The list was changed in the meantime, perhaps in another window. Nothing is saved yet: look at what your changes would do now, then save them.", "別の画面などでリストが変更されました。まだ保存していません。現在のリストに対する影響をご確認のうえ、もう一度保存してください。";
        TrialRuns = "trial_runs": "Changes of this list are on trial now. Confirm or undo them first.", "このリストの変更は試用中です。先に、確定するか元に戻してください。";
        TrialOver = "trial_over": "That trial is over: the list is as it was before it.", "試用は終了し、リストは試用前の状態に戻っています。";
        TrialNotCovered = "trial_not_covered": "The list on trial doesn’t cover {address}, where you are now, so it can’t be confirmed from here. Sign in from an address that it covers to confirm it.", "試用中のリストには現在のアドレス {address} が含まれていないため、ここからは確定できません。リストに含まれるアドレスからサインインして確定してください。";
        WouldRefuse = "would_refuse": "Nothing is saved yet. Saved at once, it would refuse people who signed in during the last 30 days: {count}. Try it out first, or tick that you know.", "まだ保存していません。直ちに保存すると、過去 30 日間にサインインした利用者のうち {count} 人がサインインできなくなります。先に試用するか、確認欄にチェックを入れてください。";
        WouldNarrow = "would_narrow": "Nothing is saved yet. Saved at once, it would take addresses away from everybody. Try it out first, or tick that you know.", "まだ保存していません。直ちに保存すると、許可するアドレスが減ります。先に試用するか、確認欄にチェックを入れてください。";
        PersonUnknown = "person_unknown": "Nobody has an account by that email address or user name.", "このメールアドレスまたはユーザー名のアカウントはありません。";
        AddressMalformed = "address_malformed": "Enter one IP address, such as 192.0.2.7 or 2001:db8::7.", "IP アドレスを 192.0.2.7 や 2001:db8::7 のように 1 つ入力してください。";
        TimeMalformed = "time_malformed": "Enter a time as 2026-01-31, 2026-01-31T09:00 or 2026-01-31T18:00+09:00, or leave it empty for now.", "日時を 2026-01-31、2026-01-31T09:00、2026-01-31T18:00+09:00 のような形式で入力してください。現在の場合は空欄にします。";
        DraftSyntax = "draft_syntax": "Line {line} can’t be read: {message}", "{line} 行目を読み取れません：{message}";
        DraftKey = "draft_key": "Line {line}: the policy has no key {key}. Allowed: {allowed}", "{line} 行目：ポリシーに {key} という項目はありません。使える項目：{allowed}";
        DraftValue = "draft_value": "Line {line}: {key}: {problem}. Allowed: {allowed}", "{line} 行目の {key} の値を使えません（{problem}）。使える値：{allowed}";
        NameTaken = "name_taken": "Another network has this name. Choose another one.", "この名前のネットワークはすでにあります。別の名前を入力してください。";
        TooManyNetworks = "too_many_networks": "The portal holds at most {max} networks.", "登録できるネットワークは {max} 件までです。";
        LookFirst = "look_first": "Nothing is saved yet. Look below at what this would change, then save it.", "まだ保存していません。下に表示された影響をご確認のうえ、もう一度保存してください。";
        WouldShutOut = "would_shut_out": "Nobody would sign in from {address} any more, the address you are using now. Confirm it to go on.", "この変更を行うと、現在ご利用中のアドレス {address} からサインインできなくなります。続行するには確認が必要です。";
        WouldLockOut = "would_lock_out": "This change would no longer cover {address}, the address you are using now. Confirm it to go on.", "この変更を行うと、現在ご利用中のアドレス {address} が許可されなくなります。続行するには確認が必要です。";
        AddressUnknown = "address_unknown": "The portal can’t tell which address you come from, so it can’t restrict addresses for you. Please ask your administrator.", "接続元のアドレスを判別できないため、アドレスの制限を設定できません。管理者にお問い合わせください。";
        HiddenCharacters = "hidden_characters": "This holds characters that can’t be seen. Type it by hand.", "表示できない文字が含まれています。手入力で入力し直してください。";
        NotAcknowledged = "not_acknowledged": "Tick this box to go on.", "続行するには、チェックを入れてください。";
        AnotherApproves = "another_approves": "You took this request into review, so somebody else has to approve it.", "この依頼はあなたが確認を始めたため、承認は別の担当者が行う必要があります。";
        RequestChanged = "request_changed": "Somebody has dealt with this request in the meantime, or the account has changed. Look at what it says now.", "この依頼は別の担当者が対応したか、アカウントの状態が変わっています。現在の内容をご確認ください。";
        AlreadyDone = "already_done": "This step was done already, perhaps in another window. What you sent now changed nothing: go on from here.", "この手順は、別の画面などですでに完了しています。今回の送信による変更はありません。このまま続けてください。";
        OwnAccount = "own_account": "You can’t do this to your own account.", "ご自身のアカウントに対しては実行できません。";
        LastAdministrator = "last_administrator": "This is the last administrator; the portal would have none.", "最後の管理者のため実行できません。";
        ApplicationNotAllowed = "application_not_allowed": "Your account may not use {host}.", "お使いのアカウントでは {host} を利用できません。";
        ApplicationNotOpened = "application_not_opened": "The way there took too long, was used before, or began in another browser. It also happens where the browser keeps no cookies.", "移動に時間がかかったか、すでに使用されたか、別のブラウザーで開始されています。ブラウザーが Cookie を保存しない場合にも表示されます。";
        ApplicationElsewhere = "application_elsewhere": "The application sees you at another IP address than this portal does, and you may not use it from there.", "アプリケーション側で確認された IP アドレスがこのポータルと異なり、そのアドレスからの利用は許可されていません。";
    }
}

messages! {
    /// What an error page says: title, what happened, what to do next.
    pub enum ErrorPageText in "error" {
        NotFoundTitle = "not_found_title": "Page not found", "ページが見つかりません";
        NotFoundWhat = "not_found_what": "There is no page here, or it isn’t yours to see.", "このページは存在しないか、閲覧する権限がありません。";
        NotFoundNext = "not_found_next": "Check the address, or start from the dashboard.", "アドレスをご確認いただくか、ダッシュボードからお探しください。";
        NotAllowedTitle = "not_allowed_title": "Not allowed", "許可されていません";
        NotAllowedWhat = "not_allowed_what": "Your account may not open this page or do this.", "お使いのアカウントでは、このページの表示や操作ができません。";
        NotAllowedNext = "not_allowed_next": "If you need it, ask an administrator of the portal.", "必要な場合は、ポータルの管理者にご相談ください。";
        CrossOriginTitle = "cross_origin_title": "The request was stopped", "リクエストを停止しました";
        CrossOriginNext = "cross_origin_next": "If that was you, open the portal directly and do it there.", "ご自身の操作である場合は、ポータルを直接開いて実行してください。";
        SignInTitle = "sign_in_title": "Sign in to go on", "サインインしてください";
        SignInWhat = "sign_in_what": "You are not signed in, or your session has ended.", "サインインしていないか、セッションが終了しています。";
        SignInNext = "sign_in_next": "Sign in and you will be taken where you wanted to go.", "サインインすると、目的のページに進みます。";
        ExpiredTitle = "expired_title": "This sign-in has ended", "サインインの有効期限が切れました";
        ExpiredWhat = "expired_what": "It took too long, was ended, or was finished in another window.", "時間が経過したか、中断されたか、別の画面で完了しています。";
        ExpiredNext = "expired_next": "Nothing is lost: start again from the beginning.", "お手数ですが、最初からやり直してください。";
        LinkTitle = "link_title": "This link no longer works", "このリンクは使用できません";
        LinkWhat = "link_what": "It has been used, was replaced by a newer one, or its time is over.", "使用済みか、新しいリンクに置き換えられたか、有効期限が切れています。";
        LinkNext = "link_next": "Use the newest link you were sent, or ask for a new one.", "最新のリンクを使うか、新しいリンクを申請してください。";
        BadRequestTitle = "bad_request_title": "That didn’t work", "処理できませんでした";
        BadRequestNext = "bad_request_next": "Go back and try again.", "前の画面に戻り、もう一度お試しください。";
        WaitTitle = "wait_title": "Please wait a little", "しばらくお待ちください";
        WaitNext = "wait_next": "Nothing was changed. Trying earlier doesn’t help.", "変更は行われていません。時間をおいてからお試しください。";
        UnavailableTitle = "unavailable_title": "Not available just now", "ただいまご利用いただけません";
        UnavailableNext = "unavailable_next": "Usually it is over within a minute. If not, tell the people who run this portal.", "通常は 1 分以内に復旧します。続く場合は、ポータルの運用担当者にお知らせください。";
        ApplicationNotAllowedTitle = "application_not_allowed_title": "This application isn’t open to you", "このアプリケーションは利用できません";
        ApplicationNotOpenedTitle = "application_not_opened_title": "The application could not be opened", "アプリケーションを開けませんでした";
        ApplicationNotOpenedNext = "application_not_opened_next": "Open the application again by its own address.", "アプリケーションをそのアドレスから開き直してください。";
        ApplicationElsewhereNext = "application_elsewhere_next": "This happens where one of them is reached over IPv4 and the other over IPv6, or through a VPN. If it goes on, ask an administrator of the portal.", "IPv4 と IPv6 の違いや VPN の利用により発生します。続く場合は、ポータルの管理者にご相談ください。";
        InternalTitle = "internal_title": "Something went wrong", "エラーが発生しました";
        InternalNext = "internal_next": "Try again. If it happens again, tell support the request number below.", "もう一度お試しください。繰り返す場合は、下のリクエスト番号をサポートにお知らせください。";
    }
}
