"""Summaries of articles in examples/, right in every number: what the perturbation suite starts from."""

from pathlib import Path

EXAMPLES = Path(__file__).parent.parent.parent / "examples"

SUMMARIES = {
    "01-wire-sanctions.txt": (
        "Karelda has moved over 14,000 tonnes of arms to militias in Ostmark despite an embargo, the Joint Embargo "
        "Observation Panel says in an 87-page report. The cargoes held up to 6 million rounds of small-arms "
        "ammunition, at least 220 mortars and two KV-300 air-defence systems. The trade earned Karelda about "
        "€1.8 billion ($2.1 billion), more than half of it paid in fuel at about $48 a barrel. Nearly 500 "
        "instructors had crossed the border by early 2025; between 30 and 40 of them were killed. The panel counted "
        "61 voyages with transponders off, against nine in 2023. It names 17 companies and 12 individuals. Ostmark "
        "confirmed that three lorries with 40 tonnes of shells were stopped in March. The panel was formed by 11 "
        "states in May 2024."
    ),
    "02-page-road-safety.txt": (
        "Road deaths fell to some 1,640 in 2025, 7% fewer than the 1,763 of the year before, the Road Safety "
        "Observatory reports. The number of cyclists killed rose to 231 from 204 in 2024, and nearly a quarter of "
        "them were 65 or over. Two-thirds of municipalities had a 30km/h limit by December, and deaths there fell by "
        "11.5%, against 2% elsewhere. The share of drivers above the limit fell by 1.2 percentage points to 4.6%. "
        "Crashes cost around £13.4bn, or roughly £200 for every resident. The Observatory wants up to 1,500 "
        "kilometres of cycle lanes by 2030; the government will spend £90 million over three years."
    ),
    "05-press-summary-inflation.txt": (
        "Consumer prices rose by 3.4% in the year to September 2026, down from a peak of 9.7% in October 2023. The "
        "Bank expects inflation of between 2.6% and 3.1% at the end of 2027. The Board voted to cut the key rate by "
        "25 basis points to 4.25%, the fourth cut in 12 months. The economy grew by 0.2% in the third quarter after "
        "shrinking by 0.1% in the second. Unemployment was 4.8%, or about 139,000 people. Wages rose by 4.4%, at "
        "least one percentage point more than productivity. The nine largest banks hold €31 billion ($36 billion) "
        "of capital."
    ),
    "06-live-cyber.txt": (
        "Reported losses from cyber crime reached £2.3 billion in the year to March 2026, up 21% from £1.9 billion. "
        "The National Cyber Crime Centre counted 388,000 reports, 4% more, and 14,000 firms that paid a ransom. The "
        "median payment was £19,500, more than double the £9,400 of the year before; the largest known was £8.5m "
        "($11.4m). Nearly 60% of the reports came from people over 55. The home secretary will decide on a ban "
        "within 100 days. The Centre's staff is to grow from 410 to at least 550. Banks say that 76% of victims got "
        "all their money back, after eight days on average."
    ),
    "07-table-energy.md": (
        "Wind supplied 34.6% of electricity in 2025, more than gas with 29.1%. Total output was 312 TWh. Some 1.9 GW "
        "of wind power and up to 6.5 GW of solar panels were added. Wind farms were paid for 4.4 TWh that could not "
        "be used, 60% more than in 2024, at a cost of €610 million ($715 million). Fewer than 900 of 2,400 "
        "kilometres of power lines were finished. Wholesale prices averaged €68.40 per megawatt-hour, down from "
        "€79.10. Carbon emissions fell by 5 million tonnes to 44 million."
    ),
    "09-same-number-housing.txt": (
        "Saltmere has 4,200 empty homes and 4,200 families waiting for a council flat. At least 900 of the homes "
        "have no roof. From July 2023 to June 2025 the council completed 240 flats instead of 600 to 700. The city "
        "spent £38 million on new buildings and just under £12 million on temporary rooms, whose price rose by 38% "
        "from £55 to £76. Points were added up wrongly in 15% of 1,300 cases, and 15 families got £1,500 each. The "
        "report makes 24 recommendations."
    ),
    "10-aggregator-audit.txt": (
        "Six ministries lost €2.74 billion on computer systems, the Court of Public Accounts found. Of 43 projects "
        "with a budget of at least €100 million, eight were finished on time, 19 were over budget by at least a "
        "quarter and 11 were given up. Consultants charged €1,150 a day on average, almost three times the cost of a "
        "civil servant. One system for 30,000 users was used by 212. The interior ministry confirmed around €1.2 "
        "billion; the defence ministry denied any loss on its €340 million. In 2019 the Court had put the losses of "
        "ten years at €0.9 billion. It wants an office with 60 to 80 staff and a limit of 36 months for contracts."
    ),
}

# Numbers of the pages around the articles, with words that make a summary's sentence of each.
FURNITURE = {
    "02-page-road-safety.txt": (
        "5,000 cameras",
        "800,000 miles",
        "35,000 homes",
        "740 services",
        "82,000 readers",
    ),
    "10-aggregator-audit.txt": (
        "€7 billion",
        "5,500 jobs",
        "320 houses",
        "€65 million",
        "€52m",
        "1.4 million readers",
    ),
}
