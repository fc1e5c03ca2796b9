"""What payers write on checks: the strings that training lines show. Every generator takes a random.Random."""

import os

ALPHABET = (
    "0123456789"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "abcdefghijklmnopqrstuvwxyz"
    " .,-/$#&'():;*=%+_"
)

FIRST = (
    "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph "
    "Jessica Thomas Sarah Carlos Karen Daniel Lisa Matthew Nancy Anthony Betty Mark Sandra Paul Ashley Steven Emily "
    "Andrew Donna Kenneth Michelle Kevin Carol Brian Amanda Jorge Melissa Edward Deborah Ronald Stephanie Luis "
    "Dorothy Jason Rebecca Jeffrey Sharon Ryan Laura Jacob Cynthia Gary Kathleen Nicolas Amy Eric Angela Jonathan "
    "Shirley Stephen Anna Larry Brenda Justin Pamela Scott Nicole Brandon Ruth Fatima Wei Ling Priya Amara Kwame "
    "Olga Dmitri Yusuf Aisha Chidi Ngozi Mei Hiroshi Jin Soo-Jin Marie-Claire Jean-Luc Xavier Zoe Quentin Ximena"
).split()
LAST = (
    "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson "
    "Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis "
    "Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera "
    "Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart "
    "Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim "
    "Cox Ward Richardson Watson Brooks Chavez Wood Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders "
    "Patel Myers Long Ross Foster O'Brien O'Connor MacDonald D'Angelo Fitzgerald Quinn Zhao Xu Szymanski Kowalczyk "
    "Okafor Adeyemi Haddad Silva Pereira Tran Pham Huynh Kaur Singh Yang Vasquez Levine Katz Joyce Buzzell"
).split()
INSURERS = (
    "Blue Cross Blue Shield of MA|Blue Cross|BCBS|BCBS MA|Fallon Health|Fallon|Harvard Pilgrim Health Care|"
    "Harvard Pilgrim|HPHC|Health New England|HNE|Mass General Brigham Health Plan|Mass General Brigham|MGB|MGB Health|"
    "Tufts Health Plan|Tufts|Tufts Health|UnitedHealthcare|United Healthcare|UHC|WellSense Health Plan|WellSense|"
    "Altus Dental|Altus|Delta Dental of Massachusetts|Delta Dental of MA|Delta Dental|Delta|dental|health|"
    "health insurance|dental plan|premium|Dec premium|health premium"
).split("|")
PAYEES = "Health Connector|MA Health Connector|Mass Health Connector|Massachusetts Health Connector|Mass. Health Connector".split("|")
MONTHS = "January February March April May June July August September October November December".split()
ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen").split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
SYLLABLES = ("ba be bi bo ca ce co da de di do fa fe fi ga ge go ha he hi ja jo ka ki la le li lo ma me mi mo na ne no "
             "pa pe po qua ra re ri ro sa se si so ta te ti to va ve vi wa we wi xa ya yo za zo ch sh th st tr br gr pl "
             "ing tion er al an en in on un ou ea ight ck ll ss").split()


def cased(rng, text):
    return rng.choices([text, text.upper(), text.lower()], [6, 3, 1])[0]


def digits(rng, count):
    """Doubled digits more often than chance makes them: they are what a reader loses first."""
    text = rng.choice("0123456789")
    while len(text) < count:
        text += text[-1] if rng.random() < 0.1 else rng.choice("0123456789")
    return text


def identifier(rng):
    kind = rng.random()
    if kind < 0.6:
        number, words = "7" + digits(rng, 11), ["Member ID", "ID", "ID#", "Member", "Member #", "Mem ID", "Subscriber ID", "#", "ID:"]
    elif kind < 0.85:
        number, words = "7" + digits(rng, 8), ["Acct", "Acct #", "Account", "Billing Acct", "Acct:", "Account:", "A/C", "#"]
    else:
        number, words = "1" + digits(rng, 12), ["RefID_", "RefID", "Ref ID", "Enrollment ID", "Ref"]
    if rng.random() < 0.15:
        step, mark = rng.choice([3, 4]), rng.choice(" -")
        number = mark.join(number[i:i + step] for i in range(0, len(number), step))
    if rng.random() < 0.5:
        return number
    word = rng.choice(words)
    return word + number if word.endswith(("_", "#")) and rng.random() < 0.7 else word + " " + number


def dollars(rng):
    return rng.choice([rng.randint(1, 99), rng.randint(100, 999), rng.randint(100, 999), rng.randint(1000, 9999),
                       rng.randint(10000, 199999) if rng.random() < 0.6 else rng.randint(1, 40) * 50])


def amount(rng):
    whole, cents = dollars(rng), rng.choice([0, 0, rng.randint(0, 99), rng.randint(0, 99), rng.randint(0, 99)])
    grouped = f"{whole:,}" if rng.random() < 0.5 else str(whole)
    styles = [f"{grouped}.{cents:02d}"] * 6 + [
        f"${grouped}.{cents:02d}", f"{grouped} {cents:02d}/100", f"{grouped} {cents:02d}", f"**{grouped}.{cents:02d}",
        f"***{grouped}.{cents:02d}", f"{grouped} .{cents:02d}", f"{grouped}-{cents:02d}", f"{grouped}.{cents:02d}-"]
    if rng.random() < 0.25:
        return amount_elsewhere(rng)
    if cents == 0:
        styles += [f"{grouped}.-", f"{grouped}-", f"{grouped}--", f"{grouped}=", f"{grouped}.00--", f"{grouped} xx/100",
                   f"{grouped} no/100", grouped, grouped]
    return rng.choice(styles)


def amount_elsewhere(rng):
    """As hands from elsewhere group thousands and close an amount."""
    whole = rng.choice([rng.randint(100, 9999), rng.randint(1000, 99999), rng.randint(10000, 2000000),
                        rng.randint(10, 999) * 100, rng.randint(2, 400) * 500, int(digits(rng, rng.randint(3, 6)))])
    marks = f"{whole:,}".replace(",", rng.choice([".", ".", ". ", " ", "'", ",", ""]))
    cents = f"{rng.choice([0, 0, rng.randint(0, 99)]):02d}"
    end = rng.choice(["", "", "", ".", ",", ".-", ".-", ",-", "=", ",=", ".=", "-", "--", "/", f",{cents}", f",{cents}", f".{cents}", f" {cents}"])
    if rng.random() < 0.1:
        return rng.choice(["#", "*", "**", "="]) + marks + end + rng.choice(["#", "*", "**", "="])
    return rng.choice(["", "", "", "$", "$ ", "$"]) + marks + end


def words_of(value):
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + ("-" + ONES[value % 10] if value % 10 else "")
    if value < 1000:
        return ONES[value // 100] + " hundred" + (" " + words_of(value % 100) if value % 100 else "")
    return words_of(value // 1000) + " thousand" + (" " + words_of(value % 1000) if value % 1000 else "")


def legal(rng):
    whole, cents = dollars(rng), rng.choice([0, rng.randint(0, 99), rng.randint(0, 99)])
    words = words_of(whole)
    if rng.random() < 0.25:
        words = words.replace("-", " ")
    if rng.random() < 0.1:
        words = words.replace(" hundred ", " hundred and ")
    fraction = rng.choice([f"{cents:02d}/100"] * 5 + ([f"no/100", "xx/100", "00/100", "no cents"] if cents == 0 else [f"{cents:02d} cents"]))
    text = words + rng.choice([" and ", " and ", " & ", " "]) + fraction
    if rng.random() < 0.15:
        text += " dollars"
    text = rng.choice([text[0].upper() + text[1:]] * 5 + [text.upper(), text.title(), text])
    # A crop may hold a part only: the line finder cuts long lines, and nets learn short ones faster.
    words = text.split(" ")
    if len(words) > 3 and rng.random() < 0.5:
        first = rng.randrange(0, len(words) - 2)
        text = " ".join(words[first:first + rng.randint(2, 4)])
    return text


def date(rng):
    year, month, day = rng.choice([2024, 2025, 2026, 2027, 2028]), rng.randint(1, 12), rng.randint(1, 28)
    name = MONTHS[month - 1]
    short = name[:3] + rng.choice(["", "."])
    mark = rng.choice("//--.")
    y = rng.choice([str(year), str(year)[2:]])
    return rng.choice([
        f"{month}{mark}{day}{mark}{y}", f"{month:02d}{mark}{day:02d}{mark}{y}", f"{month}{mark}{day}{mark}{y}",
        f"{short} {day}, {year}", f"{name} {day}, {year}", f"{short} {day} {y}", f"{day} {short} {year}",
        f"{name} {day}" + {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day not in (11, 12, 13) else 0, "th") + f", {year}"])


OTHER_NAMES = []  # of real people, where the trainer has them


def name(rng):
    if OTHER_NAMES and rng.random() < 0.2:
        return cased(rng, rng.choice(OTHER_NAMES))
    first, last = rng.choice(FIRST), rng.choice(LAST)
    style = rng.random()
    if style < 0.55:
        text = f"{first} {last}"
    elif style < 0.65:
        text = f"{first} {rng.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    elif style < 0.72:
        text = f"{last}, {first}"
    elif style < 0.85:
        text = rng.choice([first, last])
    else:
        text = "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()
    return cased(rng, text)


def english():
    """Debian's wamerican, where it is installed: what usually follows what in a written word."""
    path = "/usr/share/dict/american-english"
    return [w for w in open(path, encoding="utf-8").read().split() if set(w) <= set(ALPHABET)] if os.path.exists(path) else []


ENGLISH = english()


def word(rng):
    count = rng.choices([1, 2, 3], [6, 3, 1])[0]
    if ENGLISH and rng.random() < 0.7:
        return cased(rng, " ".join(rng.choice(ENGLISH) for _ in range(count)))
    return cased(rng, " ".join("".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 3))) for _ in range(count)))


def jumble(rng):
    """Characters in no order at all, so that the net does not lean on what usually follows what."""
    return "".join(rng.choice(ALPHABET[:62]) for _ in range(rng.randint(2, 9)))


def digit_string(rng):
    return digits(rng, rng.randint(3, 13))


def cents(rng):
    """What stands over the stroke of raised cents."""
    return f"{rng.randint(0, 99):02d}" if rng.random() < 0.85 else rng.choice(["xx", "no", "00", "XX", "NO"])


KINDS = [(identifier, 20), (amount, 18), (digit_string, 8), (date, 8), (name, 18),
         (lambda rng: cased(rng, rng.choice(INSURERS)), 6), (lambda rng: cased(rng, rng.choice(PAYEES)), 3),
         (legal, 14), (word, 18), (jumble, 3), (cents, 4)]


def any_text(rng):
    generator = rng.choices([kind for kind, _ in KINDS], [weight for _, weight in KINDS])[0]
    return "".join(c for c in generator(rng) if c in ALPHABET)
