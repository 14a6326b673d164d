"""What tells an article about a report from other news."""

from pathlib import Path

import pytest

from summariser import Article
from summariser.candidates import is_about_report

ROOT = Path(__file__).parents[2]
WRITTEN = sorted((*(ROOT / "evals" / "articles").iterdir(), *(ROOT / "examples").glob("[0-9]*")))

NEWS = {
    "an accident": """Two lorries collide on the Harrow bridge
Two lorries collided on the Harrow bridge early on Tuesday, and one driver was taken to hospital, police said.
The road was closed for six hours. Fire crews freed the driver, 43, from his cab.
Sergeant Ola Breen said the cause was under investigation. "The road was wet," she said.
A police report will be sent to the prosecutor.""",
    "a match": """Skelby beat Marrow 3-1 to go top
SKELBY - Two goals from Dan Orrin took Skelby past Marrow on Saturday and to the top of the league.
Marrow led after nine minutes. Orrin scored either side of half-time, and Pell made it three in the 80th minute.
"We have data on every player now," coach Ines Vale said. The attendance was 12,400.""",
    "a court case": """Baker jailed for tax fraud
A baker was jailed for three years on Monday for hiding 400,000 euros from the tax office.
The court in Lund heard that Per Holm, 58, kept two sets of books between 2016 and 2021.
An accountant told the court that an audit of the shop in 2022 had found the second set.
Holm's lawyer said that he would appeal.""",
    "an election night": """Greens win mayoral race in Ostby
The Greens won the race for mayor of Ostby on Sunday with 51.3 percent of the vote, beating the Centre Party by 812 votes.
A poll a week earlier had put the Centre ahead. Turnout was 64 percent, the election board said.
"The city has chosen," Mayor-elect Kari Moe told supporters.""",
    "an obituary": """Ada Finn, maker of clocks, dies at 91
Ada Finn, who built the clock of Torsk station, died on Friday at her home. She was 91.
Born in 1934, she studied engineering and wrote a paper on pendulums that is still read.
She is survived by two sons. "She never owned a watch," her son Leif said.""",
    "a deal": """Brimstone buys rival Kettle for $2.1 billion
Brimstone agreed on Thursday to buy its rival Kettle for $2.1 billion in cash, the companies said in a statement.
The price is 18 percent above Wednesday's close. Brimstone shares fell 3 percent.
The deal needs approval from the competition office, whose review may take six months.""",
    "a storm": """Storm cuts power to 30,000 homes
A storm left 30,000 homes without power along the Vell coast on Monday night, the grid operator said.
Gusts reached 130 km/h. There were no reports of injuries.
Schools in four towns will stay closed on Tuesday, the county said.""",
    "a strike": """Ferry crews walk out over pay
Ferry crews stopped work on Wednesday after talks on pay broke down, leaving 4,000 passengers stranded.
The union wants 7 percent; the line offers 4. "We are ready to talk," said Mia Stone of the union.
Local media reported that buses were full.""",
    "a new phone": """Lumo shows its thinnest phone
Lumo presented a phone of 5.1 millimetres on Tuesday that will cost 899 euros and go on sale in May.
It comes with a new camera and 512 GB of memory. In our review, the old model ran for nine hours.
Lumo sold 41 million phones last year, according to its chief executive, Jo Beck.""",
    "a call for an inquiry": """Opposition calls for inquiry into bridge
Opposition members called on Monday for a public inquiry into the fall of the Tarn bridge, in which nine people died.
The minister said that an inquiry would begin in June and publish its report within a year.
"Families want answers," said Lars Ode, who lost his brother. The bridge was built in 1971.""",
    "a hearing": """Harbour chief questioned for six hours
The harbour chief was the last witness on Friday in the inquiry into the port fire, and said he had been abroad that day.
Members questioned him for six hours. He told them that he had seen no report on the cranes.
Two more witnesses are to be heard on 4 May.""",
    "results of a firm": """Brimstone profit up 12%
Brimstone made a profit of 412 million crowns in the third quarter, 12 percent more than a year before.
Sales rose to 3.1 billion. "We sold more kettles than ever," chief executive Ruth Odd said on Thursday.
The shares rose 4 percent in early trading. Analysts had expected 390 million.""",
    "an index of shares": """Shares fall on fears over rates
The Tarn Index of leading shares fell 2 percent on Monday, its worst day since March.
The index has lost 7 percent this year. Banks were hit hardest; Ostby Bank fell 6 percent.
Traders said that no data were due before Thursday.""",
    "a sentence of a journalist's report": """Minister quits over flat
The housing minister resigned on Friday after a newspaper reported that she had not paid rent for a flat.
"I made a mistake," Lena Ruud told reporters. The paper's report appeared on Tuesday.
Her deputy, Jon Fry, takes over on Monday.""",
    "a vaccine trial to come": """Trial of malaria vaccine to begin
A trial of a new malaria vaccine will begin in May with 1,200 children in two countries.
The study will run for two years, and its findings are to be published in 2029.
"We hope for the best," said Dr Amina Sow, who leads it.""",
    "what a minister says of a study": """Parliament votes to ban plastic cups
Parliament voted 88 to 61 on Thursday to ban plastic cups from 2027.
The environment minister said a study had shown that paper cups were no dearer. Bars have two years to change.
The opposition called it petty.""",
    "a police report": """Bank robbers flee by boat
Three men robbed a bank in Solvik on Friday and fled in a boat, police said.
They took about 70,000 euros. A guard was slightly hurt, according to a police report.
The boat was found near Tarn.""",
    "a book": """Novel about lighthouse wins prize
A first novel about a lighthouse keeper won the Brandt prize of 20,000 euros on Sunday.
The jury called it a study of silence. It has sold 9,000 copies since March.
"I wrote it on the ferry," said its author, Una Rees.""",
}

REPORTS = {
    "an audit": """City paid twice for 300 bins, audit finds
The city of Ostby paid twice for 300 waste bins, the audit office said in a report on Monday.
The audit covers 2021 to 2024. It found 41 invoices without an order.
The council said that it had changed its rules.""",
    "a study": """Owls hunt less beside lit roads
Owls that live beside lit roads catch a third fewer mice, according to a study published in the journal Night.
Researchers followed 60 birds for two years. "Light scares the mice away," said Ann Ruse, who led the work.
The study counted 1,400 hunts.""",
    "official figures": """House prices up 4%
House prices rose 4 percent in the year to March, figures from the Statistics Bureau showed on Tuesday.
Flats rose most, by 6 percent. The bureau's data show that sales fell to 12,000.
Economists had expected 3 percent.""",
    "a survey": """Half of commuters would cycle
Half of all commuters would cycle if paths were safe, a survey by the Transport Forum has found.
The forum asked 2,000 people in May. One in five said that they owned no bicycle.
"Paths pay for themselves," the forum's director, Tom Hale, said.""",
    "an inquiry's findings": """Tarn bridge fell because bolts were never checked
The Tarn bridge fell because its bolts had not been checked for eleven years, a public inquiry concluded on Thursday.
Nine people died in 2023. The inquiry's report, "A Known Fault", names four officials.
It says that two warnings were ignored. The road agency declined to comment.""",
    "a monitor": """Arms still reach the islands, monitors say
At least 14 ships broke the embargo last year, a panel of experts says in its annual report.
The report says that fuel worth $30 million was unloaded at sea. Two governments denied it.
The panel recommends that six ships be listed.""",
    "a bulletin": """Measles cases double
Measles cases doubled to 212 in the first quarter, the health agency's weekly bulletin shows.
Most of those infected were under five. The bulletin counts 14 outbreaks.
Clinics will open on Sundays.""",
    "a think tank": """Cheap loans keep weak firms alive
One firm in nine could not pay its interest from profit, the Delta Institute says in a new analysis.
The analysis looks at 40,000 firms. The share was 6 percent in 2015.
A spokesman for the ministry welcomed the findings.""",
    "a report with a name": """Forests lost faster than thought
The world lost 4.1 million hectares of old forest last year, according to the Forest Watch Yearbook 2025, which came out on Friday.
That is a tenth more than in 2024. Fire was the main cause.
"We are losing what cannot be replanted," said its editor, Ida Quist.""",
    "a poll": """Most want shops open on Sundays
Six in ten people want shops to open on Sundays, according to a poll published on Friday by the Retail Council.
The poll of 1,800 adults found that support was lowest among the over-70s, at 31 percent.
Shop workers' unions said the question had been loaded.""",
    "a statement of findings": """Mine broke its own rules before blast
The mine broke its own rules on gas at least 60 times in the year before the blast, investigators found.
Their final report, released on Wednesday, says that alarms were switched off. Eleven miners died.
The company said that it would study it.""",
    "an index": """Country slips in corruption index
The country fell five places to 48th in this year's Clean Hands Index, published on Tuesday by Watchwell.
The index ranks 170 countries by what business people say. Only nine improved.
The government called the ranking unfair.""",
    "a census": """More cranes, fewer storks
The number of cranes has doubled since 2015, the national bird census shows.
Volunteers counted 11,400 pairs. Storks fell to 3,900 pairs, the lowest in the census's history.
Warm winters helped, said Pia Lund of the bird society, which runs the census.""",
    "a yearly review": """Too few nurses at night
One ward in five has too few nurses at night, the health inspectorate warns in its yearly review.
Inspectors visited 210 wards. On 44 of them a single nurse looked after more than 20 patients.
The nurses' union called it a scandal.""",
    "a suggestion of a study": """Bees do better in town
Bees live longer in towns than in the country, a new study suggests.
Scientists at Torsk University tracked 400 hives for three summers. Losses in towns were 12 percent, against 21 percent elsewhere.
"Gardens feed them," said lead author Per Lind.""",
    "a review": """Hospital failed to act on 17 complaints
A hospital failed to act on 17 complaints about a surgeon, an independent review has found.
The review, commissioned by the health board, read 900 files. It makes 22 recommendations.
The hospital apologised to the families.""",
}


@pytest.mark.parametrize("name", NEWS)
def test_other_news_is_about_no_report(name: str) -> None:
    assert not is_about_report(Article.from_text(NEWS[name]))


@pytest.mark.parametrize("name", REPORTS)
def test_an_article_that_tells_a_works_findings_is_about_it(name: str) -> None:
    assert is_about_report(Article.from_text(REPORTS[name]))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_the_examples_are_all_about_reports(path: Path) -> None:
    assert is_about_report(Article.from_file(path))
