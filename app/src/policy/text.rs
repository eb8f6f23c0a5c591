//! What Admin → Policy says.

crate::messages! {
    /// Messages of Admin → Policy.
    pub enum PolicyText in "policy" {
        Title = "title": "Policy", "ポリシー";
        Intro = "intro": "What this portal asks of everybody. The operator sets it in the configuration; nothing on this page changes it.", "このポータルが利用者に求める内容です。設定は運用担当者が設定ファイルで行います。このページでは変更できません。";
        Preset = "preset": "Preset", "プリセット";
        PresetNone = "preset_none": "None: the built-in defaults, and what the operator set", "なし（既定値と運用担当者の設定）";
        WeakTitle = "weak_title": "Weaker than today’s standards", "現在の標準を満たしていない設定";
        WeakIntro = "weak_intro": "Each of these is a choice of the operator. Beside it stands the requirement that it does not meet.", "いずれも運用担当者による設定です。満たしていない要件をあわせて示します。";
        WeakNone = "weak_none": "Nothing here is weaker than SP 800-63B-4 and OWASP ASVS 5.0 ask for", "SP 800-63B-4 と OWASP ASVS 5.0 を下回る設定はありません";
        WeakNoneWhat = "weak_none_what": "That says something of these settings only: this portal does not claim an assurance level.", "これは設定についての確認です。このポータルは特定の保証レベルへの適合を表明していません。";
        Fails = "fails": "Does not meet {sections}", "満たしていない要件：{sections}";
        ChangeBy = "change_by": "Set by {key}", "設定項目：{key}";
        GroupSignIn = "group_sign_in": "Signing in", "サインイン";
        GroupMfa = "group_mfa": "Second factors", "2 つ目の認証";
        GroupPassword = "group_password": "Passwords", "パスワード";
        GroupSession = "group_session": "Sessions and browsers", "セッションとブラウザー";
        GroupOther = "group_other": "Addresses, resets, support", "接続元・再設定・サポート";
        ColumnWhat = "column_what": "Setting", "設定";
        ColumnValue = "column_value": "In force", "現在の値";
        ColumnFrom = "column_from": "Comes from", "設定元";
        FromDefault = "from_default": "Default", "既定値";
        Yes = "yes": "Yes", "はい";
        No = "no": "No", "いいえ";
        NotSet = "not_set": "Not set", "未設定";
        Empty = "empty": "None", "なし";

        CompatPasswords = "compat_passwords": "Passwords may be as short as older portals allowed, and have to be made of certain characters.", "以前のポータルに合わせた短いパスワードを認め、文字種の組み合わせを求めています。";
        EmailedCodes = "emailed_codes": "A code sent by mail counts as a second factor, although a mailbox is not something one has.", "メールで送信するコードを 2 つ目の認証として認めています。";
        MfaNotRequired = "mfa_not_required": "People may sign in with a password alone.", "パスワードだけでのサインインを認めています。";
        TotpSkew = "totp_skew": "A code of the authenticator app is accepted one step early or late.", "認証アプリのコードについて、前後 1 ステップのずれを認めています。";
        OneStepSignIn = "one_step_sign_in": "Until its last day, the one-step way lets people in with a password alone.", "期限までの間、1 段階認証（パスワードのみ）でのサインインを認めています。";
        LongSessions = "long_sessions": "Sessions last longer than an hour without use, or than a day in all.", "セッションの無操作時間が 1 時間、または全体の長さが 24 時間を超えています。";
        RememberedBrowsers = "remembered_browsers": "Browsers stay signed in for days without asking again.", "ブラウザーの自動サインインを数日間認めています。";
        ResetClearsMfa = "reset_clears_mfa": "Whoever reads a person’s mail can set a new password and switch their second factors off.", "メールでのパスワード再設定により、2 つ目の認証も解除されます。";
        SupportRemovesMfa = "support_removes_mfa": "Support switches second factors off; it meets the requirement only if it confirms who asks as carefully as at enrolment.", "サポートが 2 つ目の認証を解除します。登録時と同等の本人確認を行う場合に限り、要件を満たします。";

        NetworksSkipMfa = "networks_skip_mfa": "From a trusted network the password is enough. Whoever is inside, or gets in there, needs nothing else.", "信頼するネットワークからは、パスワードだけでサインインできます。その中にいる人には、2 つ目の認証が求められません。";
        SourceAddressGrants = "source_address_grants": "A second factor that was shown once opens other software at the same address for hours, for whoever knows the password there.", "一度の 2 つ目の認証により、同じアドレスのほかのソフトウェアも数時間利用できます。";

        SignInPage = "sign_in_page": "Password on the same page or the next", "パスワードの入力ページ";
        SignInIdentifier = "sign_in_identifier": "What is typed beside the password", "サインインに使う識別子";
        OneStepUntil = "one_step_until": "Last day of the one-step way", "1 段階認証の最終日";
        MfaMode = "mfa_mode": "Who shows a second factor", "2 つ目の認証を求める対象";
        MfaMethods = "mfa_methods": "Methods offered", "利用できる方法";
        MfaDefault = "mfa_default": "Method asked for first", "最初に求める方法";
        MfaSwitch = "mfa_switch": "People switch second factors on and off", "利用者による 2 つ目の認証のオン・オフ";
        MfaChoice = "mfa_choice": "With several methods, what is seen first", "複数の方法がある場合の最初の画面";
        MfaEnrol = "mfa_enrol": "Set-up while signing in", "サインイン時の設定";
        MfaRecommendation = "mfa_recommendation": "How it is recommended", "推奨の表示方法";
        TotpSkewSteps = "totp_skew_steps": "Steps accepted early or late", "許容するステップのずれ";
        CircleTitle = "circle_title": "Codes may be locked in", "コードを受け取れないおそれがあります";
        CircleToAccount = "circle_to_account": "Mail software needs a second factor, and e-mailed codes go into that very mail. Set policy.mfa.email.to to external, or take email out of policy.mfa.methods.", "メールソフトの利用に 2 つ目の認証が必要ですが、メールのコードはその同じメールに届きます。policy.mfa.email.to を external にするか、policy.mfa.methods から email を外してください。";
        CircleToAnywhere = "circle_to_anywhere": "Mail software needs a second factor, and people may have e-mailed codes sent into that very mail. Name the organisation’s domains in policy.external_mail_forbidden_domains.", "メールソフトの利用に 2 つ目の認証が必要ですが、メールのコードの送信先にその同じメールを指定できます。policy.external_mail_forbidden_domains に組織のドメインを指定してください。";
        CircleToDomains = "circle_to_domains": "Mail software needs a second factor, and people have accounts in domains that policy.external_mail_forbidden_domains doesn’t name: {domains}. If mail to them is behind the gate too, a code may lie in the mail that it opens. Name these domains there.", "メールソフトの利用に 2 つ目の認証が必要ですが、policy.external_mail_forbidden_domains に含まれないドメインのアカウントがあります：{domains}。これらのメールにも同じ認証が必要な場合、コードがそのメールに届いて受け取れなくなるおそれがあります。該当するドメインを追加してください。";
        CircleDomainsMore = "circle_domains_more": "{domains} and {count} more", "{domains} ほか {count} 件";
        EmailTo = "email_to": "E-mailed code: where it goes", "メールのコード：送信先";
        ForbiddenDomains = "forbidden_domains": "Domains that codes may not be sent to", "コードの送信先にできないドメイン";
        EmailLife = "email_life": "E-mailed code: minutes", "メールのコード：有効時間（分）";
        EmailAttempts = "email_attempts": "E-mailed code: guesses", "メールのコード：入力回数";
        EmailResend = "email_resend": "E-mailed code: seconds before another", "メールのコード：再送信までの時間（秒）";
        EmailPerHour = "email_per_hour": "E-mailed codes in an hour", "メールのコード：1 時間あたりの送信数";
        PasswordRules = "password_rules": "Rules for new passwords", "新しいパスワードのルール";
        NistAlone = "nist_alone": "nist: least length, password alone", "nist：最小文字数（パスワードのみの場合）";
        NistWithMfa = "nist_with_mfa": "nist: least length, beside a second factor", "nist：最小文字数（2 つ目の認証がある場合）";
        NistMost = "nist_most": "nist: greatest length", "nist：最大文字数";
        CompatLeast = "compat_least": "compat: least length", "compat：最小文字数";
        CompatMost = "compat_most": "compat: greatest length", "compat：最大文字数";
        CompatDigits = "compat_digits": "compat: digits", "compat：数字の数";
        CompatUpper = "compat_upper": "compat: upper-case letters", "compat：英大文字の数";
        CompatLower = "compat_lower": "compat: lower-case letters", "compat：英小文字の数";
        ContextWords = "context_words": "Words that no password is made of", "パスワードに使えない単語";
        SessionIdle = "session_idle": "Minutes without use before a session ends", "セッションの無操作時間（分）";
        SessionAbsolute = "session_absolute": "Hours before it ends in any case", "セッションの最長時間（時間）";
        WhoMayEdit = "who_may_edit": "Who changes authorized addresses", "接続元 IP アドレス制限を変更できる人";
        TrialMinutes = "trial_minutes": "Minutes that a change of addresses is on trial", "接続元 IP アドレス制限の試用時間（分）";
        GrantBinding = "grant_binding": "What a second factor opens", "2 つ目の認証の有効範囲";
        GrantHours = "grant_hours": "Hours such a grant lasts", "認証の有効時間（時間）";
        GrantPrefix = "grant_prefix": "Leading bits of an IPv6 place", "IPv6 で同じ場所とみなすビット数";
        RememberOffered = "remember_offered": "Browsers may stay signed in", "自動サインインの利用";
        RememberIdle = "remember_idle": "Days without a visit before they no longer do", "自動サインインの無操作期間（日）";
        RememberAbsolute = "remember_absolute": "Days before they no longer do in any case", "自動サインインの最長期間（日）";
        ResetClears = "reset_clears": "A password reset switches second factors off", "パスワード再設定時の 2 つ目の認証の解除";
        SupportOffered = "support_offered": "Support may be asked to remove second factors", "サポートへの解除依頼の受付";
        SupportTwoPeople = "support_two_people": "Nobody approves a request on their own", "解除の承認を 2 人で行う";
        SupportWait = "support_wait": "Hours between approval and effect", "承認から解除までの時間（時間）";
    }
}
