"""How views of an activity are told."""


def rating_words(yes: int, changed: int, no: int) -> str:
    """One Dutch sentence: who would do it again; "" where nobody said anything."""
    total = yes + changed + no
    if total == 0:
        return ""
    who = "Eén collega deed dit al" if total == 1 else f"{total} collega’s deden dit al"
    parts = [
        f"{many} {'zegt' if many == 1 else 'zeggen'} ‘{says}’"
        for many, says in ((yes, "ja"), (changed, "ja, maar anders"), (no, "nee"))
        if many
    ]
    said = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} en {parts[-1]}"
    return f"{who}. Nog een keer? {said[0].upper()}{said[1:]}."
