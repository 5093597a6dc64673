//! What columns are called, in English and Japanese: one table for all layouts.
//!
//! Names are compared as [`crate::fold::heading`] folds them, so case, blanks, width and hyphens need no names of their
//! own. The first name that a file has wins.

/// The names of a column.
pub type Names = &'static [&'static str];

// People.

/// The partner network's number of a place of work.
pub const MPN_ID: Names = &["MPN ID", "MPNId", "PartnerID", "Location MPN ID", "所在地 MPN ID"];
/// The place of work.
pub const LOCATION: Names = &["Location", "Site", "所在地", "場所", "拠点", "事業所", "勤務地"];
/// Where somebody belongs in lists of one's own making: an office, or a department, which is no place.
pub const AFFILIATION: Names = &["所属拠点", "所属事業所", "所属"];
/// The given name.
pub const GIVEN_NAME: Names =
    &["First name", "givenName", "IndividualFirstName", "Issued To First Name", "名", "ファースト ネーム"];
/// The family name.
pub const FAMILY_NAME: Names =
    &["Last name", "surname", "IndividualLastName", "Issued To Last Name", "姓", "ラスト ネーム"];
/// The whole name.
pub const DISPLAY_NAME: Names = &[
    "Display name",
    "Name",
    "表示名",
    "名前",
    "氏名",
    "社員名",
    "社員氏名",
    "従業員名",
    "受験者名",
    "受験者氏名",
    "受験者",
];
/// The address at work, in files of users.
pub const WORK_MAIL: Names = &[
    "Email",
    "CorpEmail",
    "User name",
    "userPrincipalName",
    "mail",
    "Email address",
    "Mail address",
    "電子メール",
    "電子メール アドレス",
    "メール",
    "メールアドレス",
    "ユーザー名",
];
/// The name to sign in with, which is an address.
pub const USER_NAME: Names = &["User name", "userPrincipalName", "ユーザー名", "ユーザー プリンシパル名"];
/// The address of the personal account.
pub const PERSONAL_MAIL: Names = &["Microsoft account", "MSA", "Microsoft アカウント"];
/// Another address that a user can be reached by.
pub const OTHER_MAIL: Names =
    &["Alternate email address", "alternateEmailAddress", "連絡用メール アドレス", "代替メール アドレス"];
/// The certification id of the learning profile.
pub const MCID: Names = &["MCP ID", "MCPID", "MCID", "Microsoft Certification ID", "MCP 番号"];
/// The id in the company's directory.
pub const OBJECT_ID: Names = &["AADUserId", "objectId", "AADObjectId", "UserId", "Object ID", "オブジェクト ID"];
/// Whether a user is active.
pub const STATUS: Names = &["Status", "Account status", "状態", "ステータス"];
/// Whether a user may sign in.
pub const ACCOUNT_ENABLED: Names = &["accountEnabled", "Account enabled", "有効なアカウント"];
/// Member or guest.
pub const USER_TYPE: Names = &["userType", "User type", "ユーザーの種類"];
/// The employee number.
pub const EMPLOYEE_ID: Names = &[
    "Employee ID",
    "Employee number",
    "Employee no",
    "社員番号",
    "社員 ID",
    "社員 No",
    "社員コード",
    "従業員番号",
    "従業員 ID",
    "従業員コード",
    "職員番号",
];
/// The first day of employment.
pub const JOINED: Names = &["Hire date", "Joined", "Join date", "employeeHireDate", "入社日", "入社年月日"];
/// The last day of employment.
pub const LEFT: Names = &["Leave date", "Left", "Termination date", "退職日", "退社日", "退職年月日"];
/// What Partner Center fills in.
pub const STATUS_UPDATE: Names = &["Status update", "状態の更新"];
/// A telephone at work.
pub const OFFICE_PHONE: Names = &["Office phone", "職場の電話", "会社電話"];
/// The address of a guest.
pub const INVITEE: Names = &["inviteeEmail"];

// Trainings, skills and badges.

/// The number of a certification or exam.
pub const TRAINING_ID: Names = &["TrainingActivityId"];
/// The title of a certification or exam.
pub const TRAINING_TITLE: Names = &["TrainingTitle"];
/// Certification, exam, module or path.
pub const TRAINING_TYPE: Names = &["TrainingType", "Skill type"];
/// The address of the personal account, in files of the learning platform.
pub const PERSONAL_EMAIL: Names = &["Email"];
/// The address at work, in files of the learning platform.
pub const CORP_EMAIL: Names = &["CorpEmail"];
/// When a training was completed.
pub const TRAINING_COMPLETED: Names = &["TrainingCompletionDate"];
/// When it expires.
pub const EXPIRES: Names = &[
    "ExpirationDate",
    "Expires",
    "Expires on",
    "Expiry date",
    "Valid until",
    "Finished On",
    "有効期限",
    "有効期限日",
    "失効日",
];
/// Whether a certification is active.
pub const ACTIVATION_STATUS: Names = &["ActivationStatus"];
/// The title of a learning module or path.
pub const TRAINING_NAME: Names = &["TrainingName"];
/// When a module, path or skill was completed.
pub const COMPLETED: Names = &["CompletionDate", "Completion date"];
/// Who learned, by name.
pub const LEARNER_NAME: Names = &["UserName"];
/// The skill.
pub const SKILL: Names = &["Skill", "Skill name", "Certification", "Credential"];
/// Whether the profile was linked in the old membership centre.
pub const ASSOCIATED_IN_PMC: Names = &["Associated in PMC", "Associated to PMC"];
/// Whether the profile is linked in Partner Center.
pub const ASSOCIATED_IN_PC: Names = &["Associated in PC", "Associated to PC"];
/// What a skill is of use for.
pub const RELEVANT_FOR: Names = &["Relevant for Competencies (Option) or Programs"];
/// The template of a badge.
pub const BADGE_TEMPLATE: Names = &["Badge Template ID"];
/// The name of a badge.
pub const BADGE_NAME: Names = &["Badge Template Name", "Badge Name"];
/// Who receives a badge.
pub const RECIPIENT: Names = &["Recipient Email"];
/// When a badge was issued.
pub const ISSUED: Names = &["Issued At"];
/// The title of a certification in a profile.
pub const CERTIFICATION_NAME: Names = &["Name"];
/// Where it can be seen.
pub const URL: Names = &["Url"];
/// Who issued it.
pub const AUTHORITY: Names = &["Authority"];
/// From when it was held.
pub const STARTED_ON: Names = &["Started On"];
/// Until when it was held.
pub const FINISHED_ON: Names = &["Finished On"];
/// Its number.
pub const LICENSE_NUMBER: Names = &["License Number"];

// What lists of one's own making call the same things.

/// The code of a credential.
pub const CREDENTIAL_CODE: Names = &[
    "Code",
    "Exam Number",
    "Exam code",
    "Exam",
    "Credential code",
    "試験番号",
    "試験コード",
    "科目番号",
    "科目コード",
    "資格コード",
    "試験",
    "試験科目",
    "科目",
];
/// The title of a credential.
pub const CREDENTIAL_TITLE: Names = &[
    "Title",
    "Exam Title",
    "Certification name",
    "Credential name",
    "Name",
    "資格名",
    "資格名称",
    "資格",
    "認定資格",
    "試験名",
    "試験名称",
    "科目名",
    // Beside a column of codes these are the names of what has the codes.
    "試験",
    "試験科目",
    "科目",
];
/// When a credential was earned.
pub const EARNED: Names = &[
    "Earned",
    "Earned on",
    "Date earned",
    "Exam Date",
    "Passed on",
    "Issue date",
    "Started On",
    "取得日",
    "取得年月日",
    "合格日",
    "合格年月日",
    "認定日",
    "認定年月日",
    // Lists of passed exams often have no other day.
    "受験日",
    "受験年月日",
    "試験日",
];
/// Where the proof of a credential is.
pub const EVIDENCE: Names = &[
    "Evidence",
    "Url",
    "Certification number",
    "License Number",
    "Credential ID",
    "証明書番号",
    "認定番号",
    "認定証番号",
];
/// An amount.
pub const AMOUNT: Names = &["Value", "Amount", "Revenue", "金額", "売上", "値", "数量"];

// Competencies and figures.

/// A competency.
pub const COMPETENCY: Names = &["CompetencyName"];
/// The level of a competency.
pub const COMPETENCY_LEVEL: Names = &["CompetencyLevel"];
/// Active, inactive or in grace.
pub const COMPETENCY_STATUS: Names = &["CompetencyStatus"];
/// From when a level was held.
pub const COMPETENCY_START: Names = &["CompetencyStartDate"];
/// Until when a level was held.
pub const COMPETENCY_END: Names = &["CompetencyEndDate"];
/// One way to a level.
pub const ATTAINMENT_OPTION: Names = &["CompetencyAttainmentOptionName"];
/// The month of a figure.
pub const MONTH: Names = &["Month", "年月", "対象月", "月"];
/// What is measured.
pub const METRIC: Names = &["MetricName", "Metric", "指標"];
/// What one month adds to a metric.
pub const MONTHLY_CONTRIBUTION: Names = &["MetricMonthlyContribution"];
/// The subscription.
pub const SUBSCRIPTION_ID: Names = &["SubscriptionId"];
/// Consumed revenue.
pub const CONSUMED_REVENUE: Names = &["ACR_USD", "TotalACR", "MonthlySubscriptionLevelACR"];
/// How the business is linked to the partner.
pub const ATTRIBUTION: Names = &["PartnerAttributionType", "PartnerAttachType"];
/// Where the customer is.
pub const MARKET: Names = &["CustomerMarket", "Country"];
/// A repetition of a row of another location.
pub const DUPLICATE_ROW: Names = &["IsDuplicateRowForPGA"];
/// A repetition of the amount of a row of another location.
pub const DUPLICATE_AMOUNT: Names = &["IsACRDuplicateAtPGALevel"];
/// What of the office services is used.
pub const WORKLOAD: Names = &["WorkloadName"];
/// How many users were active in a month.
pub const MONTHLY_ACTIVE_USERS: Names = &["MonthlyActiveUsers"];
/// Seats that are paid for.
pub const PAID_UNITS: Names = &["PaidAvailableUnits"];
/// When a usage report was made.
pub const REPORT_REFRESHED: Names = &["Report Refresh Date"];
/// Which day it is about.
pub const REPORT_DATE: Names = &["Report Date"];
/// How many days it is about.
pub const REPORT_PERIOD: Names = &["Report Period"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn no_name_stands_twice_for_a_column() {
        for names in [
            MPN_ID,
            LOCATION,
            AFFILIATION,
            GIVEN_NAME,
            FAMILY_NAME,
            DISPLAY_NAME,
            WORK_MAIL,
            USER_NAME,
            EMPLOYEE_ID,
            JOINED,
            CREDENTIAL_CODE,
            CREDENTIAL_TITLE,
            EARNED,
        ] {
            let mut folded: Vec<String> = names.iter().map(|name| fold::heading(name)).collect();
            folded.sort();
            let all = folded.len();
            folded.dedup();
            assert!(folded.len() + usize::from(names == MPN_ID) == all, "{names:?}");
        }
    }
}
