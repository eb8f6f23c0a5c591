//! What the dashboard and the account page say.

use crate::messages;

messages! {
    /// The words of the dashboard and of one's own account.
    pub enum AccountText in "account" {
        DashboardTitle = "dashboard_title": "Dashboard", "ダッシュボード";
        Hello = "hello": "Hello, {name}", "{name} さん、こんにちは";
        HelloWhat = "hello_what": "How your account is protected, and what happened lately.", "アカウントの保護状況と最近の動きです。";
        RecommendTitle = "recommend_title": "Protect your account with a second step", "二段階サインインでアカウントを保護しましょう";
        RecommendWhat = "recommend_what": "A password alone can be guessed or stolen. With a code from your phone, it isn’t enough for anybody else.", "パスワードだけでは、推測されたり盗まれたりするおそれがあります。スマートフォンのコードを組み合わせると、第三者はサインインできません。";
        RecommendDo = "recommend_do": "Set it up now", "今すぐセットアップ";
        MfaTitle = "mfa_title": "Multi-Factor Authentication", "多要素認証";
        MfaOn = "mfa_on": "On", "有効";
        MfaOff = "mfa_off": "Off", "無効";
        MfaOffWhat = "mfa_off_what": "Only your password protects this account.", "このアカウントを保護しているのはパスワードだけです。";
        MethodTotp = "method_totp": "Authenticator app", "認証アプリ";
        MethodPaired = "method_paired": "OTP app", "OTP アプリ";
        MethodEmail = "method_email": "Codes by email", "メールによるコード";
        MethodEmailForbidden = "method_email_forbidden": "Codes by email can’t be used: choose another address for them", "メールによるコードは使用不可：別のアドレスを設定してください";
        RecoveryLeft = "recovery_left": "Recovery codes left: {count}", "リカバリーコード 残り {count} 個";
        RecoveryNone = "recovery_none": "No recovery codes left", "リカバリーコードがありません";
        MfaManage = "mfa_manage": "Manage methods", "方法を管理する";
        MfaSetUp = "mfa_set_up": "Set up", "設定する";
        AllowlistTitle = "allowlist_title": "Authorized IP Access", "接続元 IP アドレス制限";
        AllowlistOpen = "allowlist_open": "Any address", "制限なし";
        AllowlistOpenWhat = "allowlist_open_what": "You can sign in from anywhere.", "どこからでもサインインできます。";
        AllowlistRule = "allowlist_rule": "1 rule", "ルール 1 件";
        AllowlistRules = "allowlist_rules": "{count} rules", "ルール {count} 件";
        Covered = "covered": "Your current address is authorized.", "現在のアドレスは許可されています。";
        NotCovered = "not_covered": "Your current address isn’t authorized: your next sign-in from here would be refused.", "現在のアドレスは許可されていません。次回、ここからのサインインは拒否されます。";
        CoverUnknown = "cover_unknown": "Your current address isn’t known.", "現在のアドレスを判別できません。";
        AllowlistManage = "allowlist_manage": "Manage addresses", "アドレスを管理する";
        SessionsTitle = "sessions_title": "Sessions and devices", "セッションとデバイス";
        SessionOne = "session_one": "1 session", "1 件";
        SessionMany = "session_many": "{count} sessions", "{count} 件";
        SessionOneWhat = "session_one_what": "You are signed in on this device only.", "このデバイスでのみサインインしています。";
        SessionManyWhat = "session_many_what": "You are signed in on this device and elsewhere.", "このデバイス以外でもサインインしています。";
        SessionsReview = "sessions_review": "Review sessions", "セッションを確認する";
        RecentTitle = "recent_title": "Recent activity", "最近の操作";
        RecentAll = "recent_all": "View all", "すべて表示";
        RecentNone = "recent_none": "Nothing yet", "まだ記録がありません";
        RecentNoneWhat = "recent_none_what": "Sign-ins and changes to your account will appear here.", "サインインやアカウントの変更がここに表示されます。";
        MyProfileTitle = "my_profile_title": "My profile", "マイプロフィール";
        MyProfileWhat = "my_profile_what": "Who you are to this portal.", "このポータルに登録されている情報です。";
        MyProfileChange = "my_profile_change": "Change", "変更する";
        MyProfileMfa = "my_profile_mfa": "Multi-Factor Authentication", "多要素認証";
        SettingsMfa = "settings_mfa": "Multi-Factor Authentication", "多要素認証";
        MemberSince = "member_since": "Account since", "登録日時";
        Title = "title": "Account settings", "アカウント設定";
        ProfileTitle = "profile_title": "Profile", "プロフィール";
        ProfileWhat = "profile_what": "How the portal calls you, and the language it speaks to you, in mails too.", "ポータルでの表示名と、画面やメールで使用する言語です。";
        Name = "name": "Name", "氏名";
        Language = "language": "Language", "言語";
        LanguageBrowser = "language_browser": "As the browser asks", "ブラウザーの設定に従う";
        Save = "save": "Save", "保存";
        EmailTitle = "email_title": "Email address", "メールアドレス";
        EmailWhat = "email_what": "You sign in with it, and codes and notices go there.", "サインインに使用し、コードや通知の送信先にもなります。";
        EmailNow = "email_now": "Registered address", "登録アドレス";
        EmailNew = "email_new": "New address", "新しいアドレス";
        EmailNewHow = "email_new_how": "We send a code there. Until you enter it, nothing changes.", "確認コードをお送りします。入力するまで変更されません。";
        EmailRequest = "email_request": "Send confirmation code", "確認コードを送信";
        PendingTitle = "pending_title": "Confirm {email}", "{email} の確認";
        PendingWhat = "pending_what": "We sent a code to the new address. Enter it here within {time}.", "新しいアドレスにコードを送信しました。{time}以内に入力してください。";
        PendingExpired = "pending_expired": "The code for the new address has expired. Have a new one sent, or keep the address you have.", "コードの有効期限が切れました。新しいコードを送信するか、現在のアドレスを引き続きお使いください。";
        Code = "code": "One-time code", "ワンタイムコード";
        EmailConfirm = "email_confirm": "Change address", "アドレスを変更する";
        EmailKeep = "email_keep": "Keep {email}", "{email} を使い続ける";
        EmailResend = "email_resend": "Send a new code", "新しいコードを送信";
    }
}
