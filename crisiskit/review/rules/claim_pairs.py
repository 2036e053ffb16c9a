"""What a text may deny, the contrary of each, and what both have to be about (CS310)."""

CLAIMS = {
    "deny-leak": "claim-leak",
    "deny-hurt": "claim-hurt",
    "deny-affected": "claim-affected",
    "deny-sold": "claim-sold",
    "deny-complaint": "claim-complaint",
    "deny-recalled": "claim-recalled",
    "deny-lost": "claim-lost",
    "deny-overcharge": "claim-overcharge",
    "deny-dead": "claim-dead",
    "all-open": "is-closed",
    "all-passed": "has-failed",
    "deny-used": "claim-used",
    "deny-added": "claim-added",
    "deny-known": "claim-known",
    "deny-before": "claim-before",
    "deny-fault": "claim-fault",
    "all-refunded": "not-refunded",
    "all-stopped": "goes-on-selling",
    "all-reached": "not-reached",
    "deny-kept": "claim-kept",
    "all-on-time": "was-late",
    "deny-shared": "claim-shared",
    "deny-payment-data": "claim-payment-data",
    "deny-passwords": "claim-passwords",
    "deny-identity-data": "claim-identity-data",
    "deny-dismissed": "claim-dismissed",
    "deny-cut": "claim-cut",
    "all-trained": "not-trained",
    "all-done": "still-left",
    "all-restored": "still-down",
    "works": "not-works",
    "on-duty": "not-on-duty",
    "deny-defect": "claim-defect",
    "deny-layoffs": "claim-layoffs",
    "deny-contractors": "claim-contractors",
    "deny-arrears": "claim-arrears",
    "deny-warning": "claim-warning",
    "deny-inside": "claim-inside",
    "has-backup": "no-backup",
    "deny-power-cut": "claim-power-cut",
    "deny-price": "claim-price",
    "deny-changed": "claim-changed",
    "licence-valid": "licence-out",
    "always-reachable": "not-reachable",
    "done-regularly": "not-done-for-long",
    "is-encrypted": "not-encrypted",
    "is-locked": "not-locked",
    "told-at-once": "told-late",
    "all-running": "some-cancelled",
}
"""What is denied, or said, of the whole matter, and its contrary."""

OF_A_PART = {
    *("deny-payment-data", "deny-passwords", "deny-identity-data", "deny-fault", "deny-known"),
    *("deny-used", "deny-added", "deny-dismissed", "deny-shared", "deny-kept", "all-restored"),
}
"""Denials that are about a part by what they say, and of the whole of it."""

OF_ONE_OR_IT = {
    *("deny-changed", "licence-valid", "always-reachable", "done-regularly", "is-encrypted"),
    *("told-at-once", "deny-defect", "is-locked", "deny-inside"),
}
"""Pairs of two sentences that share a word besides what is said, or the second of which says it."""

OF_TWO_SENTENCES = {
    *OF_ONE_OR_IT,
    *("deny-layoffs", "deny-contractors", "deny-arrears", "deny-warning", "has-backup"),
    *("deny-power-cut", "deny-price", "all-running"),
}
"""Pairs of sentences about one time: in one sentence they are about two things."""

ITS = ("it ", "its ", "they ", "their ", "his ", "her ", "this ", "其", "该", "这")

SAID = frozenset(
    (
        *("修改", "变更", "清洗", "检测", "检查", "检修", "加密", "上锁", "没有"),
        *("chang", "locke", "encry", "teste", "clean", "inspe", "check", "servi"),
        *("there", "peopl", "two", "heard", "told"),
    )
)
"""What such pairs say: it is no thing that both speak of."""

OF_PEOPLE = {"deny-hurt", "deny-dead"}
"""Denials that may be of one group of people only."""

OF_ONE_THING = {
    *("deny-kept", "deny-used", "deny-added", "deny-shared", "all-passed", "all-on-time"),
    *("all-done", "all-stopped", "all-reached", "all-trained", "works"),
    "all-restored",
}
"""Pairs of which both have to speak of the same thing, by a word that they share."""
