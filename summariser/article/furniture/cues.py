"""What page furniture says: the phrases by which blocks that are not the article give themselves away.

Tables of wording only; `furniture` decides what follows from a cue at its place on the page. Phrases are matched
on `Block.plain` in lower case.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto

from summariser.article.furniture.bylines import (
    are_names,
    is_byline,
    is_date_line,
    is_stamp,
    tells_publication,
)
from summariser.article.text.blocks import Block


class Cue(Enum):
    """How far a cue reaches."""

    NONE = auto()
    LINE = auto()  # this block only
    DATE = (
        auto()
    )  # a line of dates and times: furniture next to the headline, perhaps a subheading further down
    BYLINE = auto()  # this block only, which stands next to a headline
    STAMP = auto()  # "2 hours ago": this block only, and what follows is a story of its own
    CAPTION = auto()  # this block only
    INSERT = auto()  # a pointer to another story, with the headlines that follow it
    TAIL = auto()  # a list of other stories, or the foot of the page
    END = (
        auto()
    )  # a comment form, or a company's portrait of itself under its press release: the article is over


# A whole block that says just this, counts, arrows and punctuation at its end aside.
_LABELS = {
    Cue.LINE: """advertisement|advertisements|ad|sponsored|sponsored content|promoted|promoted content|paid content
        |share|share this|share this article|share this story|share article|share on|share on facebook
        |share on twitter|share on x|share on linkedin|share on whatsapp|share via email|tweet|pin it|email|e-mail
        |email this|print|print this|print this page|save|save article|bookmark|copy link|copy url|link copied|listen
        |listen to this article|listen to article|listen now|facebook|twitter|whatsapp|linkedin|reddit|telegram
        |instagram|youtube|pinterest|flipboard|messenger|x|rss|sms|mail|gift this article|gift article|give this article
        |menu|main menu|navigation|skip to content|skip to main content|skip to navigation|skip advertisement
        |jump to content|search|home|homepage|home page|log in|login|log out|sign in|sign up|sign out|register|my account
        |subscribe|subscribe now|subscribe today|donate|donate now|support us|become a member|contact|contact us
        |about us|about|newsletter|newsletters|close|open menu|toggle navigation|next|previous|prev|back
        |back to top|go to top|go totop|to top|scroll to top|top|load more|show more|see more|view more|see all|view all
        |show less|continue reading|keep reading|story continues below|story continues below advertisement
        |article continues below|article continues below advertisement|article continues after advertisement
        |continue reading below|continue reading the main story|scroll to continue|scroll down|scroll down for video
        |watch|watch now|play|play video|pause|mute|video|photo|photos|image|gallery|photo gallery|view gallery
        |enlarge|click to enlarge|open image in gallery|hide caption|toggle caption|caption|loading|loading...
        |please wait|live|breaking|breaking news|exclusive|premium|latest|follow|follow us|following|like|like us
        |like this|add comment|no comments|accept|accept all|reject all|i agree|got it|manage options|cookie settings
        |font size|text size|a a|en|english|language|translate|terms of use|terms of service|terms and conditions
        |privacy policy|privacy|cookie policy|sitemap|careers|help|faq|feedback|press|jobs|advertise|advertise with us
        |our team|staff|imprint|legal notice|disclaimer|accessibility|do not sell my personal information|error
        |thank you|thanks for reading|success|submit|send|post|cancel|name|email address|website|your name|your email
        |reply|report|flag|edit|view comments|show comments|hide comments|read comments|join the conversation
        |the article|topics|contents|table of contents|on this page|in this article|jump to section""",
    Cue.INSERT: """also read|read also|read more|read more here|read next|read this|must read|must reads|see also
        |read this next|more on this story|more on this topic|more on this|more like this|related|related news
        |related content|related coverage|related reading|further reading|related topics|related story|related article
        |related link|related links|related video|related videos|watch also|also watch|watch more|recommended
        |recommended reading|editor's pick|editor's picks|editors' picks|editor's choice|don't miss this|in case you missed it
        |what to read next|up next|next up|from the archive|from our archives|learn more|find out more""",
    Cue.TAIL: """related articles|related stories|related posts|related news stories|similar articles|similar stories
        |similar posts|similar news|other stories|other news|other articles|more stories|more news|more articles|more posts
        |more headlines|more top stories|top stories|top news|top headlines|latest news|latest stories|latest articles
        |latest posts|latest headlines|latest updates|latest videos|recent posts|recent articles|recent stories|recent news
        |most read|most popular|most viewed|most shared|most commented|most recent|most watched|popular|popular posts
        |popular stories|popular articles|popular now|popular news|trending|trending now|trending news|trending stories
        |trending topics|trending articles|hot topics|hot news|what's trending|don't miss|you may also like|you might also like
        |you may like|you might like|you may be interested in|you might be interested in|you may also be interested in
        |you might also be interested in|you may have missed|recommended for you|recommended stories|recommended articles
        |recommended videos|recommendations|suggested for you|suggested articles|suggested stories|stories for you|for you
        |previous story|next story|previous article|next article|previous post|next post|previous news|next news
        |post navigation|posts navigation|around the web|from around the web|from the web|elsewhere on the web
        |sponsored stories|sponsored links|promoted stories|from our partners|partner content|paid partner content
        |more from the web|more to explore|explore more|explore more topics|more from us|more from this author
        |more from this section|more in this section|more by this author|more from author|about the author
        |about the authors|about author|author bio|written by|filed under|posted in|tags|tagged|categories|category
        |archives|archive|follow us on social media|stay connected|connect with us|get in touch|quick links|useful links
        |site map|sections|company|information|legal|newsletter sign up|newsletter signup|subscribe to our newsletter
        |sign up for our newsletter|join our newsletter|get our newsletter|comments|comment|user comments|reader comments
        |try our ai features|download our app|download the app|get the app|today's headlines|today's top stories|in other news
        |other news|more coverage|best of|features|video of the day|photo of the day|stock quotes|market data
        |corrections|source|sources|references|share your thoughts|what do you think""",
    Cue.END: """leave a reply|leave a comment|leave comment|leave your comment|leave a response|leave a reply cancel reply
        |post a comment|post comment|post your comment|add a comment|add your comment|add a reply|write a comment
        |submit a comment|submit comment|submit your comment|no comments yet|be the first to comment|join the discussion
        |have your say|comments are closed|comments are disabled|comments closed|log in to comment|sign in to comment
        |login to comment|register to comment|view all comments|sort by|newest|oldest|start the conversation
        |comment on this story|comment on this article|cancel reply|click here to cancel reply""",
}

# The start of a block.
_OPENINGS = {
    Cue.INSERT: r"""(?:also read|read also|read more|read next|read this|must read|see also|related|related stor(?:y|ies)
        |related (?:articles?|posts?|news|links?|videos?|coverage)|more on this|watch|watch more|also watch|listen|recommended|editor'?s'? picks?
        |don't miss|in case you missed it|icymi|from the archives?)\s?[:|>»→-]\s?\S
        |>{1,3}\s?read\b|read more (?:about|on|at|from|stories|in|news|here)\b|read (?:the )?full (?:story|article|report)\b
        |click (?:here )?(?:to|for) (?:\w+ ){0,2}(?:share|email|print|subscribe|read|see|view|watch|sign|join|follow|get|listen|more)\b|click here\b|(?:you )?(?:may|might) also like:|continue reading\b|for more (?:stories|news) like this
        |tap here to|swipe (?:left|right|up)|view (?:this|more) (?:post|on) |see more (?:stories|on)\b""",
    Cue.LINE: r"""(?:sign|signed) up (?:for|to) (?:our|the|your|receive|get|my)\b|subscribe (?:to|for|now|here|today)\b
        |follow (?:us|me|him|her|the author|@\w+)\b|follow \w+ (?:\w+ )?on (?:twitter|x|facebook|instagram|google)
        |like us on\b|join (?:us|our) (?:on|whatsapp|telegram|newsletter|channel|community)\b|join \w+ whatsapp
        |get (?:the|our|all the|your) (?:latest|best|top|day's|daily|biggest|free|morning|breaking|essential|most important)\b
        .{0,80}\b(?:inbox|email|newsletter|alerts?|app|delivered|notifications?)\b|let our news meet\b|\bbreaking news (?:e-?mails?|alerts?)$
        |download (?:our|the) .{0,30}app\b|enter your e-?mail|your e-?mail address|your e-?mail\b.{0,5}$
        |(?:we|this (?:web)?site|our (?:web)?site|our partners)(?: and our partners)? (?:use|uses|using) cookies
        |by (?:choosing|clicking|continuing|using|signing|subscribing|submitting|registering|creating|providing|checking|entering)\b
        .{0,60}\b(?:you|i) (?:agree|accept|consent to|consent|confirm|acknowledge|are agreeing)
        |this site is protected by|this site uses|there was (?:a problem|an error) (?:with|processing)
        |error! sorry, there was|thank(?:s| you) for (?:contacting us|signing up|subscribing|registering|your (?:comment|feedback|interest))
        |you (?:can|may) (?:unsubscribe|opt out)\b|you (?:have|'ve) (?:successfully )?(?:subscribed|reached your)
        |please (?:enable|check|enter|log in|sign in|try again|disable|provide a valid|verify|update your browser|wait)\b
        |(?:your|this) browser (?:does not|doesn't|is not|is out)|javascript (?:is|must|has)
        |already (?:a|an) (?:subscriber|member)|already have an account|don't have an account|forgot(?:ten)? (?:your )?password
        |create (?:a|an|your) (?:free )?account|to (?:continue|keep) reading|this (?:article|story|content) is (?:for|only)
        |unlock (?:this|unlimited|full)|start your (?:free )?trial|support (?:our|independent|quality) journalism
        |share (?:this|on|via|to|the)(?: (?:article|story|post|page|with))?:?(?: .{0,60})?$
        |\(?(?:opens|open) in (?:a )?new (?:window|tab)|skip to|jump to|toggle|listen to this
        |(?:this|the) (?:article|story|post) (?:was|has been) (?:originally |first )?(?:published|updated|corrected)
        |(?:this|the) (?:article|story) (?:originally|first) appeared|.{5,300} contributed to this (?:report|article|story|post)$
        |\(?(?:with )?(?:additional )?(?:reporting|writing|editing)(?: and (?:reporting|writing|editing))? by [^.]{3,}$
        |sources?: (?:\w+ ?){1,3}$|get (?:full |unlimited |exclusive )?access to\b.{0,120}\b(?:subscri|premium|pro|journalism|offer)|(?:first )?published (?:on|at|in):?\s.{0,40}$
        |the post .{5,200} (?:appeared first on|first appeared on)
        |\d{1,3}(?:[.,]\d)?k? (?:shares?|comments?|views?|likes?|reads?|retweets?|followers?|claps?|reactions?)$
        |\d{1,2}(?:-\d{1,2})?[ -]?min(?:ute)?s?(?: \d+ sec\w*)?[ -](?:read|listen|watch|video)\b.{0,20}$
        |(?:estimated )?read(?:ing)?(?: time)?:? (?:about )?\d{1,2}(?:-\d{1,2})? min\w*(?: read)?\.?$|(?:word )?count:? \d+$
        |(?:file|stock|library) (?:photo|picture|image)s?\b.{0,60}$""",
    Cue.TAIL: r"""(?:more|other|latest|top|related|recent|similar|popular|trending|recommended)
        (?: \w+){0,2} (?:news|stories|articles|posts|headlines|videos|coverage|reading|content) (?:from|in|on|by|about|for|you)\b
        .{0,60}$|(?:the )?(?:most|more|other|latest|top|related|recent|similar|popular|trending|recommended|must|also|today's)
        (?: [\w'-]+){0,2} (?:news|stories|articles|posts|headlines|videos|coverage|reads|galleries|read|topics|searches)$
        |more (?:from|by|in|on|about) [\w'& .-]{2,50}$|about the (?:author|writer|reporter)s?\b
        |(?:tags?|filed under|topics?|categories|category|labels|keywords):|(?:previous|next) (?:story|article|post)\b
        |(?:©|c\) ?(?:19|20)\d\d)|copyright(?:ed)?\b.{0,12}(?:©|\(c\)|\d{4}|by\b)|all rights reserved
        |you (?:may|might) (?:also )?(?:like|be interested|have missed)|(?:recommended|suggested|picked|selected) for you
        |have (?:a|you got a) (?:news )?(?:tip|story)\b.{0,120}$|got a (?:news )?(?:tip|story)\b
        |(?:try|explore what) .{0,40}\bai (?:features|can do)|contact (?:the )?(?:author|reporter|writer|us|\w+ \w+) at \S+@
        |(?:powered|designed|built|hosted) by \w+.{0,30}$|proudly powered by|(?:terms|privacy).{0,40}(?:privacy|cookies?|terms)\b.{0,40}$
        |posted in\b.{0,80}$|.{0,80}\bpermalink\b|advertise with""",
    Cue.END: r"""your e-?mail address will not be|required fields are marked|save my name, e-?mail|notify me of (?:new|follow)
        |(?:leave|post|write|add|submit) (?:a|your) (?:reply|comment|response)\b.{0,40}$|(?:be the )?first to comment
        |you must be (?:logged|signed) in|(?:please )?(?:log|sign) ?in (?:or register )?to (?:post|leave|comment|reply|join)
        |this (?:comment|discussion) (?:has|is|was)\b|comments? (?:are|is) (?:closed|disabled|moderated|subject)
        |this site uses akismet|learn how your comment|(?:\d+|no|one) (?:comments?|repl(?:y|ies)|responses?|thoughts?)
        (?: (?:on|to|so far|yet)\b.{0,120})?\.{0,3}$|join the (?:conversation|discussion)\b.{0,40}$
        |view \d+ comments|notes? (?:to|for) (?:the )?editors?\b.{0,10}$|(?:press|media) (?:contacts?|enquiries|inquiries)\b.{0,60}$
        |(?:#\s?){3}$|-+ ?ends? ?-*$|(?:show|load|see) (?:all|more) comments|what(?:'s| is) your (?:opinion|reaction)\b""",
}

# Anywhere in a block that is otherwise short.
_PHRASES = {
    Cue.LINE: r"""\brecaptcha\b|\bterms of service apply\b|\bagree to (?:our|the) (?:terms|privacy)|\bunsubscribe at any time
        |\bto (?:your|our) (?:newsletter|mailing list)\b|\b(?:our|the|a|free|daily|weekly) (?:\w+ )?newsletters?\b.{0,40}\b(?:sign up|subscribe|inbox)
        |\b(?:sign up|subscribe)\b.{0,60}\bnewsletters?\b|\b(?:straight|directly|delivered) to your (?:inbox|phone|e-?mail)
        |\bwe use cookies\b|\buse of cookies\b|\bcookies? (?:policy|settings|preferences|consent)\b|\bour (?:privacy|cookie) policy\b
        |\bclick here\b.{0,60}$|\bdownload (?:our|the) (?:free )?app\b|\bon google news\b|\bappeared first on\b
        |\bcontent is not available\b|\bwe (?:may )?earn (?:a |an )?(?:affiliate )?commission\b|\baffiliate links?\b
        |\bread more (?:»|>>|→|›)|\bread more$|\bcontinue reading(?: »| →|\.{3}|…)?$""",
    Cue.TAIL: r"""\ball rights reserved\b|\bmay not be (?:published|reproduced|reprinted), """,
}

_AGENCY = r"(?:getty(?: images)?|reuters|afp|ap|epa(?:-efe)?|shutterstock|istock|bloomberg|anadolu|sputnik|xinhua|alamy|upi|pa|dpa|tass|yonhap|kyodo|unsplash|pixabay|pexels|wikimedia commons|handout|nurphoto)"
_CAPTION_OPENING = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|pic|illustration|graphic|credits?|screenshot|caption|photo credit|image credit"
    r"|image source|photo source|representational image|file)(?: (?:by|via|courtesy(?: of)?|of|from))?\s?[:©/]"
    r"|(?:photo(?:graph)?|image|picture|illustration) (?:by|via|courtesy)\b.{0,80}$"
)
_CREDIT = re.compile(
    r"\((?:file )?(?:photo|image|picture)[^()]{0,60}\)\.?$"
    r"|\b(?:photo(?:graph)?|image|picture) (?:by|courtesy of|via) [^.]{2,80}$"
    rf"|(?:/|\||\bvia |\bcredit: ?|[.:] ?|©|\()\s?{_AGENCY}(?: (?:photo|images|file photo|pool))?\)?$"
    r"|\b(?:photo|photograph|image|picture|credit|courtesy):? ?[^.]{0,60}/ ?[\w-]+$"
)
# What each of the credits has, asked first because literal characters are found quickest.
_CREDIT_HINT = re.compile(r"/|\||\.|:|©|\(|photo|image|picture|credit|courtesy|via ")
# A credit stands in the last part of a caption. By judgement.
_CREDIT_REACH = 100

# The heading over the self-portrait that companies put under their press releases.
_ABOUT = re.compile(r"About (?:the )?[A-Z][\w&.'-]*(?: (?:[A-Z&][\w&.'-]*|of|and|the|for))*")

# What a quoted post is signed with: a dash, its author and a date.
_DASHES = ("-", "–", "—")
# By judgement, on the pages of tests/article; so is the next.
_MOST_WORDS_OF_DATE = 14
# Between the parts of a line like "Ann Lee. Posted 3 hours ago. 4 min read".
_BETWEEN_CREDITS = re.compile(r"(?:\.|\s[–—-]|\s?[|•·;])\s")
_MOST_WORDS_OF_CREDITS = 24
_CREDITS = (Cue.LINE, Cue.STAMP, Cue.DATE, Cue.BYLINE)
# By judgement: longer lists of authors stand at the end of an article.
_MOST_NAMES = 5

# A pointer to another story that stands in brackets between two sentences: '(Also see: "Rents are rising" - Echo, 2 May.)'.
POINTER = re.compile(
    r"[(\[](?:also see|see also|also read|read also|read more|read|related|more on this|more|watch|don't miss)"
    r"(?:\s?[:|]|\s(?=[\"“‘']))[^()\[\]\n]{3,300}[)\]]",
    re.IGNORECASE,
)
# Around a pointer to another story, or, with a time of day, around the heading of an entry in a live blog.
_FENCE = "+++"
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d\b")
_EDGES = " []().:;,!|>»→›<«←…-–—+*•·▼▾↓"
_COUNT = re.compile(r"\s*\(?\d{1,4}\)?$")
_LABEL_OF = {
    label.strip(): cue for cue, labels in _LABELS.items() for label in labels.split("|") if label.strip()
}
_LONGEST_LABEL = max(map(len, _LABEL_OF)) + len(" (1234)")


def _table(patterns: dict[Cue, str], before: str) -> list[tuple[Cue, re.Pattern[str]]]:
    joined = {cue: re.sub(r"\n\s*", "", pattern) for cue, pattern in patterns.items()}
    return [(cue, re.compile(f"{before}(?:{pattern})")) for cue, pattern in joined.items()]


_OPENING_OF = _table({cue: _OPENINGS[cue] for cue in (Cue.END, Cue.INSERT, Cue.TAIL, Cue.LINE)}, "")
_PHRASE_OF = _table(_PHRASES, "")
# A paragraph of this many words is an article's, whatever it mentions; forms and notices are shorter. By judgement, on
# the pages of tests/article.
_MOST_WORDS = 70


def find_cues(blocks: Iterable[Block]) -> list[Cue]:
    """The cue of each block; wordings that come back, as in menus and tables, are judged once."""
    known: dict[str, Cue] = {}
    cues = []
    for block in blocks:
        cue = known.get(block.raw)
        if cue is None:
            cue = known[block.raw] = find_cue(block)
        cues.append(cue)
    return cues


def find_cue(block: Block) -> Cue:
    """What the wording of `block` alone says it is."""
    if block.is_long:
        return Cue.NONE
    if block.raw[0] in "([" and (pointer := POINTER.match(block.raw)) and block.raw[pointer.end() :].strip():
        return find_cue(Block(block.start + pointer.end(), block.end, block.raw[pointer.end() :].strip()))
    plain = block.plain.strip(_EDGES)
    low = plain.lower()
    if len(low) <= _LONGEST_LABEL:
        label = _LABEL_OF.get(low) or _LABEL_OF.get(_COUNT.sub("", low).strip(_EDGES))
        if label:
            return label
    if block.plain.startswith(_FENCE) and block.plain.endswith(_FENCE) and not _CLOCK.match(plain):
        return Cue.LINE
    return _cue_of_credits(block, plain, low) or _cue_of_wording(block)


def _cue_of_credits(block: Block, plain: str, low: str) -> Cue | None:
    if block.words <= _MOST_WORDS_OF_DATE and is_byline(block.plain):
        return Cue.BYLINE
    if len(low) <= 120 and is_stamp(low):
        return Cue.STAMP
    if block.words <= _MOST_WORDS_OF_DATE and not block.plain.startswith(_DASHES) and is_date_line(plain):
        if " read" in low:  # "7 July 2026, 6 min read"
            return Cue.BYLINE
        return Cue.LINE if tells_publication(low) else Cue.DATE
    if block.words <= 8 and _ABOUT.fullmatch(plain):
        return Cue.END
    return _cue_of_parts(plain) if block.words <= _MOST_WORDS_OF_CREDITS else None


def _cue_of_parts(plain: str) -> Cue | None:
    """The cue of a line of several credits: "Source: Evening Post. Posted 3 hours ago. 4 min read".

    Beside names there must be a part that only furniture says: a by-line, an age, a reading time, a count.
    """
    parts = [part for part in _BETWEEN_CREDITS.split(plain) if part]
    if len(parts) < 2:
        return None
    cues = []
    for part in parts:
        cue = find_cue(Block(0, len(part), part))
        if cue not in _CREDITS and not _is_count(cue, part) and not _is_named(cue, part):
            return None
        cues.append(cue)
    if Cue.STAMP in cues:
        return Cue.STAMP
    counted = any(map(_is_count, cues, parts))
    return Cue.BYLINE if counted or Cue.BYLINE in cues else None


def _is_count(cue: Cue, part: str) -> bool:
    """ "4 min read", "118 comments"."""
    return cue in (Cue.LINE, Cue.END) and part[0].isdigit()


def _is_named(cue: Cue, part: str) -> bool:
    words = part.split()
    return cue is Cue.NONE and len(words) <= _MOST_NAMES and are_names(words)


def _cue_of_wording(block: Block) -> Cue:
    low = block.plain.lower().lstrip(_EDGES).rstrip(_EDGES.replace(")", ""))
    for cue, pattern in _OPENING_OF:
        if pattern.match(low):
            return cue
    for cue, pattern in _PHRASE_OF:
        if block.words <= _MOST_WORDS and pattern.search(low):
            return cue
    return Cue.CAPTION if _CAPTION_OPENING.match(low) or _is_credited(low) else Cue.NONE


def _is_credited(low: str) -> bool:
    reach = max(0, len(low) - _CREDIT_REACH)
    return bool(_CREDIT_HINT.search(low, reach)) and bool(_CREDIT.search(low, reach))
