"""Pages as scrapers leave them, written for these tests: each block with what it is.

T the title, B the article's body, F page furniture. The figures in the furniture are ones that the articles do
not have, so that a figure of another story is seen at once when it slips in.
"""

from dataclasses import dataclass

_Blocks = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ScrapedPage:
    name: str
    blocks: _Blocks
    between: str = "\n\n"

    @property
    def text(self) -> str:
        return self.between.join(block for _, block in self.blocks)

    @property
    def title(self) -> str | None:
        return next((block for role, block in self.blocks if role == "T"), None)

    @property
    def body(self) -> list[str]:
        return [block for role, block in self.blocks if role == "B"]

    @property
    def furniture(self) -> list[str]:
        return [block for role, block in self.blocks if role == "F"]


_RIVER = (
    (
        "B",
        "The river authority counted 1,240 otters along the lower Tamsel this spring, up from 870 two years ago.",
    ),
    ("B", "Its yearly census, published on Monday, puts the recovery down to cleaner water and fewer weirs."),
    (
        "B",
        "“We had hoped for 1,000 animals by the end of the decade,” said Ines Halloran, who leads the census.",
    ),
    (
        "B",
        "The authority plans to remove nine more weirs along the Tamsel before the next census of otters in 2027.",
    ),
)

PAGES = (
    ScrapedPage(
        "wire copy without furniture",
        (
            ("T", "Harbour strike costs exporters $40 million, chamber says"),
            (
                "B",
                "PORT ELLEN, March 3 (Northwire) -- A nine-day strike cost exporters about $40 million, a report said.",
            ),
            ("B", "Some 2,300 dockers returned to work on Friday after accepting a 4.5 percent raise."),
            ("B", "The chamber of commerce expects the backlog of 61 ships to clear within two weeks."),
        ),
        between="\n",
    ),
    ScrapedPage(
        "menu above, comment form below",
        (
            ("F", "Skip to content"),
            ("F", "Home"),
            ("F", "News"),
            ("F", "Sport"),
            ("F", "Weather"),
            ("F", "Jobs 24"),
            ("F", "Log in"),
            ("T", "Otters return to the Tamsel in record numbers"),
            ("F", "By Marta Keane and Tom Osei"),
            ("F", "April 14, 2025"),
            ("F", "3 min read"),
            *_RIVER,
            ("F", "Leave a Reply"),
            ("F", "Your email address will not be published. Required fields are marked *"),
            ("F", "Comment *"),
            ("F", "Save my name, email, and website in this browser for the next time I comment."),
        ),
    ),
    ScrapedPage(
        "readers' comments that speak of the same thing",
        (
            ("T", "Otters return to the Tamsel in record numbers"),
            *_RIVER,
            ("F", "5 comments"),
            ("F", "rod_and_line"),
            (
                "F",
                "The river authority says 1,240 otters but I counted at least 3,000 along the Tamsel last spring alone.",
            ),
            ("F", "Reply"),
            ("F", "Greta P."),
            (
                "F",
                "Those otters have eaten 90 percent of the trout, as any angler on the lower Tamsel will tell you.",
            ),
            (
                "F",
                "Every census of the river authority since 1988 was wrong and this one will be no different, mark my words.",
            ),
        ),
    ),
    ScrapedPage(
        "previous and next story, and a box of others",
        (
            ("T", "Otters return to the Tamsel in record numbers"),
            *_RIVER,
            ("F", "Previous Story"),
            ("F", "Bakery fire on Quay Street leaves 14 families homeless"),
            ("F", "Next Story"),
            ("F", "Council Approves 300 Parking Spaces Near Stadium"),
            ("F", "Don't Miss"),
            ("F", "Lottery winner gives away 8 million to animal shelters"),
            (
                "F",
                "A retired bus driver from Hollin has handed most of her prize to 27 shelters across the county,",
            ),
        ),
    ),
    ScrapedPage(
        "an aggregator's stories of other papers",
        (
            ("T", "Otters return to the Tamsel in record numbers"),
            *_RIVER,
            ("F", "Related Articles"),
            ("F", "Dunmore Chronicle"),
            ("F", "3 hours ago"),
            ("F", "- Dunmore Chronicle"),
            ("F", "Stadium roof collapse under investigation"),
            (
                "F",
                "Inspectors climbed the broken stadium roof on Sunday. Engineers blamed 55 rusted bolts.",
            ),
            (
                "F",
                "Fans of both clubs were refunded 18,000 tickets, and the league moved seven fixtures.",
            ),
            ("F", "Eastern Gazette"),
            ("F", "5 hours ago"),
            ("F", "Stadium roof collapse: what is known so far"),
            (
                "F",
                "Police questioned two contractors. Supporters laid scarves outside gate 12 throughout the night.",
            ),
        ),
        between="\n",
    ),
    ScrapedPage(
        "pointers to other stories between the paragraphs",
        (
            ("T", "Clinics to test new malaria vaccine on 6,000 children"),
            (
                "B",
                "Clinics in four districts will give a new malaria vaccine to 6,000 children from next month.",
            ),
            ("F", "Also Read"),
            (
                "B",
                "The vaccine cut severe malaria by 71 percent in an earlier trial, the health ministry reported.",
            ),
            ("F", "Read more: Hospital corruption case reaches court, 43 accused"),
            ("B", "Each child gets three doses of the vaccine, four weeks apart, at one of 38 clinics."),
            ("F", "ALSO READ | Monsoon kills 29 in hill districts"),
            ("F", "Advertisement"),
            ("B", "Results of the malaria trial are expected in late 2026, the ministry said."),
        ),
        between="\n",
    ),
    ScrapedPage(
        "the article goes on below a box in its middle",
        (
            ("T", "Clinics to test new malaria vaccine on 6,000 children"),
            (
                "B",
                "Clinics in four districts will give a new malaria vaccine to 6,000 children from next month.",
            ),
            (
                "B",
                "The vaccine cut severe malaria by 71 percent in an earlier trial, the health ministry reported.",
            ),
            ("F", "Related stories"),
            ("F", "Nurses call off walkout after 19 hours"),
            ("F", "Why 1 in 8 ambulances is out of service"),
            (
                "B",
                "Each child gets three doses of the malaria vaccine, four weeks apart, at one of the 38 clinics.",
            ),
            (
                "B",
                "Results of the vaccine trial in the four districts are expected in late 2026, the ministry said.",
            ),
        ),
    ),
    ScrapedPage(
        "share bar, newsletter box, cookie notice, copyright line",
        (
            (
                "F",
                "We use cookies and similar tools to keep this site running. See our cookie policy for 112 partners.",
            ),
            ("F", "Accept all"),
            ("T", "Rents outpace wages in 17 of 20 cities, study finds"),
            ("F", "Facebook"),
            ("F", "Twitter"),
            ("F", "Share this article"),
            ("F", "512 Shares"),
            ("F", "Published: 9 May 2025, 07:15 GMT"),
            (
                "B",
                "Rents rose faster than wages in 17 of the 20 largest cities last year, the Housing Institute found.",
            ),
            ("F", "Sign up for our Morning Brief newsletter and join 85,000 readers."),
            ("B", "A tenant on median pay now spends 38 percent of it on rent, against 31 percent in 2015."),
            (
                "F",
                "This site is protected by reCAPTCHA and a captcha guards this form, under its own privacy policy and terms of service.",
            ),
            ("B", "The institute surveyed 11,400 households between January and March."),
            ("F", "© 2025 Lantern Media Group. All rights reserved. Company number 0664321."),
            ("F", "Terms of Use"),
            ("F", "Privacy Policy"),
        ),
    ),
    ScrapedPage(
        "captions and credits",
        (
            ("T", "Glacier lost a tenth of its ice in five summers"),
            (
                "F",
                "The tongue of the glacier seen from the north ridge in 2019. Photo by Karim Oduya/Summit Pictures",
            ),
            (
                "B",
                "The Arnfell glacier has lost 10.4 percent of its ice since 2019, surveyors reported on Tuesday.",
            ),
            ("F", "(File photo: Reuters)"),
            (
                "B",
                "Meltwater raised the lake below it by 2.6 metres, and 140 residents were moved to higher ground.",
            ),
            ("F", "Image: Alpine Survey Office"),
            ("B", "“Nothing in our records since 1921 comes near it,” the head of the survey said."),
        ),
    ),
    ScrapedPage(
        "a list and a table of figures belong to the article",
        (
            ("T", "Wheat harvest falls for a third year"),
            (
                "B",
                "Farmers brought in 21.3 million tonnes of wheat, the lowest harvest since 2012, the ministry said.",
            ),
            ("B", "Harvest by region"),
            ("B", "Region\t2024\t2025"),
            ("B", "North\t8.1\t7.4"),
            ("B", "Coast\t6.9\t6.2"),
            ("B", "Plains\t9.0\t7.7"),
            ("B", "The ministry named three causes:"),
            ("B", "• 46 days without rain in May and June"),
            ("B", "• fertiliser that costs 60 percent more than in 2021"),
            ("B", "• rust, found on one field in five"),
        ),
        between="\n",
    ),
    ScrapedPage(
        "a live blog with times",
        (
            ("T", "Live: budget day in parliament"),
            (
                "B",
                "The finance minister presents the budget for 2026 today; follow the speech and the votes here.",
            ),
            ("F", "2 hours ago"),
            (
                "B",
                "The minister puts new borrowing at 33 billion crowns, 4 billion less than the budget of 2025.",
            ),
            ("F", "1 hour ago"),
            (
                "B",
                "Opposition members walk out after the minister confirms the tax on fuel will rise by 3 percent.",
            ),
            ("F", "14 minutes ago"),
            ("B", "Parliament adopts the budget by 181 votes to 164, with five members abstaining."),
        ),
    ),
    ScrapedPage(
        "a press release with the company's portrait and contacts",
        (
            ("T", "Norvik Pumps opens plant in Lisse"),
            ("B", "Norvik Pumps today opened a plant in Lisse that will build 52,000 heat pumps a year."),
            (
                "B",
                "The company invested 84 million euros and has hired 260 people, two thirds of them locally.",
            ),
            ("F", "About Norvik Pumps"),
            (
                "F",
                "Norvik Pumps is a maker of heat pumps with 4,900 employees in 23 countries and sales of 1.9 billion.",
            ),
            ("F", "Media contact: Pia Lund, +31 20 555 0199"),
        ),
    ),
    ScrapedPage(
        "headlines after the end, without any label",
        (
            ("T", "Otters return to the Tamsel in record numbers"),
            *_RIVER,
            ("F", "Ferry timetable changes anger 600 commuters"),
            ("F", "Museum Thief Sentenced to 11 Years"),
            ("F", "Five things to do this bank holiday weekend"),
            ("F", "Hollin United sign teenage striker on loan"),
        ),
        between="\n",
    ),
    ScrapedPage(
        "a list of most-read stories beside the article comes first",
        (
            ("F", "Trending Now"),
            ("F", "Pop star cancels 16 concerts"),
            ("F", "Storm warning for 9 counties"),
            ("F", "Search"),
            ("F", "Subscribe"),
            ("T", "Rail repairs to close line for 75 days"),
            ("F", "By Jo Lindqvist, Transport Correspondent"),
            (
                "B",
                "The coastal line will close for 75 days from June 2 while crews renew 48 kilometres of track.",
            ),
            (
                "B",
                "About 12,500 passengers a day will have to take buses on the coastal line, the railway said.",
            ),
            ("B", "Crews will also rebuild three bridges on the line at a cost of 210 million crowns."),
            ("F", "More from Transport"),
            ("F", "Airport to cut 700 night flights"),
        ),
    ),
    ScrapedPage(
        "words of the trade inside real paragraphs",
        (
            ("T", "Publisher to pay $3 million over cookie banners"),
            (
                "B",
                "A publisher will pay $3 million for banners that made readers accept cookies, the regulator said.",
            ),
            (
                "B",
                "Related complaints against 12 other sites are pending, and comments are due by September 1.",
            ),
            (
                "B",
                "Subscribers rose by 15,000 in the same quarter, the company said in its newsletter to investors.",
            ),
            ("B", "Share prices fell 2 percent; advertisement sales, at $88 million, were flat."),
        ),
    ),
)
