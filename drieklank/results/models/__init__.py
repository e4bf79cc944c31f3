"""The tables of results, by noun."""

from drieklank.results.models.benchmark import (
    BenchmarkConsent,
    Languages,
    ReferenceFigure,
    ReferenceGroup,
)
from drieklank.results.models.certificate import (
    Certificate,
    CertificateDecision,
    CertificateEvidence,
    Certification,
    CertificationStage,
    EvidenceCheck,
    EvidenceKind,
    WithdrawalReason,
)
from drieklank.results.models.commitments import Commitment, CommitmentChange, CommitmentState
from drieklank.results.models.files import FileKind, FileState, ReportFile
from drieklank.results.models.ledger import (
    FigureKind,
    Release,
    ReleasedCount,
    ReleasedFigure,
    ReleasedText,
)
from drieklank.results.models.remarks import Remark
from drieklank.results.models.telling import Telling
from drieklank.results.models.texts import CheckedText, Reason, TextsCheck, Verdict

__all__ = [
    "BenchmarkConsent",
    "Certificate",
    "CertificateDecision",
    "CertificateEvidence",
    "Certification",
    "CertificationStage",
    "CheckedText",
    "Commitment",
    "CommitmentChange",
    "CommitmentState",
    "EvidenceCheck",
    "EvidenceKind",
    "FigureKind",
    "FileKind",
    "FileState",
    "Languages",
    "Reason",
    "ReferenceFigure",
    "ReferenceGroup",
    "Release",
    "ReleasedCount",
    "ReleasedFigure",
    "ReleasedText",
    "Remark",
    "ReportFile",
    "Telling",
    "TextsCheck",
    "Verdict",
    "WithdrawalReason",
]
