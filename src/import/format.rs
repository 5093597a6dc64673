//! The layouts that can be imported.

/// A layout of an outside file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Users with their location, personal account and certification id.
    Pmc,
    /// Users as Partner Center takes them for upload.
    PartnerCenter,
    /// The log that follows when users were created.
    PartnerCenterLog,
    /// Microsoft Entra: users to create.
    EntraCreate,
    /// Microsoft Entra: users to delete.
    EntraDelete,
    /// Microsoft Entra: guests to invite.
    EntraInvite,
    /// Microsoft Entra: the users there are.
    EntraUsers,
    /// Microsoft 365: add several users at once.
    M365,
    /// Partner Center Insights: certifications and exams, all variants.
    InsightsTrainings,
    /// Partner Center Insights: learning modules and paths.
    InsightsLearn,
    /// Partner Center Insights: levels held, by time.
    InsightsCompetencies,
    /// Partner Center Insights: figures of competencies.
    InsightsPerformance,
    /// Partner Center Insights: Azure usage.
    InsightsAzure,
    /// Partner Center Insights: Office usage.
    InsightsOffice,
    /// Microsoft 365: active users by day.
    M365ActiveUsers,
    /// Partner Center: the skills report.
    SkillsReport,
    /// Microsoft Learn: the transcript of one person, as JSON.
    MsLearn,
    /// Credly: badges issued in bulk, as CSV.
    CredlyIssue,
    /// Credly: the badges of one person, as JSON.
    CredlyBadges,
    /// LinkedIn: the certifications of one person.
    LinkedIn,
}

impl Format {
    /// Every layout, in the order of the documentation.
    pub const ALL: [Self; 20] = [
        Self::Pmc,
        Self::PartnerCenter,
        Self::PartnerCenterLog,
        Self::EntraCreate,
        Self::EntraDelete,
        Self::EntraInvite,
        Self::EntraUsers,
        Self::M365,
        Self::InsightsTrainings,
        Self::InsightsLearn,
        Self::InsightsCompetencies,
        Self::InsightsPerformance,
        Self::InsightsAzure,
        Self::InsightsOffice,
        Self::M365ActiveUsers,
        Self::SkillsReport,
        Self::MsLearn,
        Self::CredlyIssue,
        Self::CredlyBadges,
        Self::LinkedIn,
    ];

    /// The word used on the command line and in output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pmc => "pmc",
            Self::PartnerCenter => "partner-center",
            Self::PartnerCenterLog => "partner-center-log",
            Self::EntraCreate => "entra-create",
            Self::EntraDelete => "entra-delete",
            Self::EntraInvite => "entra-invite",
            Self::EntraUsers => "entra-users",
            Self::M365 => "m365",
            Self::InsightsTrainings => "insights-trainings",
            Self::InsightsLearn => "insights-learn",
            Self::InsightsCompetencies => "insights-competencies",
            Self::InsightsPerformance => "insights-performance",
            Self::InsightsAzure => "insights-azure",
            Self::InsightsOffice => "insights-office",
            Self::M365ActiveUsers => "m365-active-users",
            Self::SkillsReport => "skills-report",
            Self::MsLearn => "ms-learn",
            Self::CredlyIssue => "credly",
            Self::CredlyBadges => "credly-badges",
            Self::LinkedIn => "linkedin",
        }
    }

    /// The layout with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}
