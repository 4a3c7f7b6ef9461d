"""Every problem code that reading or checking a case can give: stable, never reused for something else.

LG10x to LG15x files and rows by themselves · LG16x saving · LG17x workbooks · LG18x documents · LG19x reviews of
what was read in them · LG20x references · LG21x deadlines · LG22x status · LG23x sources and days · LG24x claims and
values · LG25x coding · LG26x housekeeping · LG27x and LG28x the long game · LG29x and LG30x questions, forecasts and
theses side by side, and what accepting left open.
"""

from __future__ import annotations

from typing import NamedTuple

from longgame.core.errors import Problem, Severity
from longgame.core.where import Where

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE


class Code(NamedTuple):
    """A code, what it stands for, and how bad it is.

    An error makes results wrong or ambiguous; a warning is probably a mistake; a note is advice.
    """

    code: str
    title: str
    severity: Severity


_ALL = (
    Code("LG101", "a file is missing or cannot be read", E),
    Code("LG102", "a file is too large", E),
    Code("LG103", "a file is not UTF-8", E),
    Code("LG104", "a file holds NUL bytes", E),
    Code("LG105", "a folder has no case.yaml", E),
    Code("LG106", "a file leads out of the case folder", E),
    Code("LG107", "a file is named almost like a part of the case and is not read", W),
    Code("LG108", "a file is empty", E),
    Code("LG109", "a table stands in two files", E),
    Code("LG110", "not valid YAML", E),
    Code("LG111", "anchors, aliases, tags and several documents are not allowed", E),
    Code("LG112", "a field stands twice", E),
    Code("LG113", "nested too deeply", E),
    Code("LG120", "not valid CSV", E),
    Code("LG121", "the header of a table is wrong", E),
    Code("LG122", "a row has more cells than the header", E),
    Code("LG130", "not valid JSON", E),
    Code("LG140", "an unknown field or table", E),
    Code("LG141", "a field is missing", E),
    Code("LG142", "a value does not fit its field", E),
    Code("LG149", "more problems of this kind than are listed", E),
    Code("LG150", "two rows with one id", E),
    Code("LG160", "a case has what its files cannot hold", E),
    Code("LG161", "a file was changed by someone else since it was read", E),
    Code("LG162", "a file cannot be written", E),
    Code("LG170", "a file to be imported cannot be opened, or is not safe to open", E),
    Code("LG171", "a sheet, table or column of a file to be imported is wrong", E),
    Code("LG172", "a value of a file to be imported cannot be used", E),
    Code("LG173", "a name in a file to be imported is not in the case", E),
    Code("LG174", "the case does not fit into a spreadsheet", E),
    Code("LG162", "a file cannot be written", E),
    Code("LG170", "a workbook cannot be opened, or is not safe to open", E),
    Code("LG171", "a sheet or a column of a workbook is wrong", E),
    Code("LG172", "a cell of a workbook holds what cannot be used", E),
    Code("LG173", "a row of a workbook belongs to nothing", E),
    Code("LG174", "a case does not fit into a workbook", E),
    Code("LG180", "a document is missing or cannot be read", E),
    Code("LG181", "a document is empty", E),
    Code("LG182", "a document of a kind that is not read", E),
    Code("LG183", "a document in another encoding than it says", E),
    Code("LG184", "a document that is not what its name says, or is damaged", E),
    Code("LG185", "a document without prose", E),
    Code("LG186", "a document that is too large, or would unfold into too much", E),
    Code("LG187", "a document that is encrypted", E),
    Code("LG188", "a document that takes too long to read", E),
    Code("LG189", "a document that does not say when it was published", E),
    Code("LG190", "a review file that is not one", E),
    Code("LG191", "a decision that cannot be read", E),
    Code("LG192", "an accepted proposal lacks what its row needs", E),
    Code("LG193", "an accepted proposal names what is not in the case", E),
    Code("LG194", "an accepted proposal has a value that its row cannot have", E),
    Code("LG195", "a fragment that is not what its digest says", E),
    Code("LG196", "words taken over from the document", E),
    Code("LG197", "an accepted proposal has a field that its row does not take", N),
    Code("LG198", "an accepted forecast has a hedge that no scale has", N),
    Code("LG201", "an id that is not in the case", E),
    Code("LG202", "a commitment needs itself, over others", E),
    Code("LG203", "something is a part of itself, over others", E),
    Code("LG204", "a deadline replaces itself, over others", E),
    Code("LG205", "two domains with almost one name", N),
    Code("LG206", "two parties, units or coders with one id", E),
    Code("LG207", "one id for two kinds of things that share a field", E),
    Code("LG211", "a deadline replaces one of another commitment", E),
    Code("LG212", "two deadlines replace the same one", E),
    Code("LG213", "a deadline moved with no record of the move", W),
    Code("LG214", "a deadline that was set after it was due", W),
    Code("LG215", "a deadline replaces one that was set later", W),
    Code("LG221", "completion goes back without reversed, reopened or dropped", W),
    Code("LG222", "bindingness goes back without reversed, reopened or dropped", W),
    Code("LG223", "a fact was known before its commitment was", W),
    Code("LG224", "a level contradicts its event", W),
    Code("LG231", "a fact has no source", W),
    Code("LG232", "a coded value has no source", W),
    Code("LG233", "the day from which a fact was known cannot be told", E),
    Code("LG234", "a fact is dated after it became known", E),
    Code("LG235", "a value is for a time after it became known", N),
    Code("LG236", "a fact lies in the future", W),
    Code("LG237", "a source has no date of publication", W),
    Code("LG241", "a denominator without a unit", W),
    Code("LG242", "a claimant's percentages fall", N),
    Code("LG243", "a claim counts more than the package holds", W),
    Code("LG244", "a claim counts up to a day after it was made", W),
    Code("LG245", "two values of one series for one time", W),
    Code("LG251", "an actor has no stance on an issue that it asks for", W),
    Code("LG252", "an issue has no stances", W),
    Code("LG253", "two coded values of one coder for one time", E),
    Code("LG254", "an actor with stances has no capability", W),
    Code("LG255", "an issue's scale is not in order", W),
    Code("LG256", "a reason says nothing", W),
    Code("LG257", "a coded value ends before it begins", E),
    Code("LG258", "two coders are far apart", W),
    Code("LG259", "a scenario supposes something of an actor that has no stance", W),
    Code("LG260", "two outcomes of one issue for one time", E),
    Code("LG261", "an actor is not used", N),
    Code("LG262", "a source is not used", N),
    Code("LG263", "a series has no values", N),
    Code("LG264", "nothing new for a long time", W),
    Code("LG265", "mixed line ends", N),
    Code("LG266", "a byte-order mark", N),
    Code("LG267", "a cell that a spreadsheet would run as a formula", W),
    Code("LG268", "two sources with one address", W),
    Code("LG269", "two events that are almost the same", W),
    Code("LG270", "a case has two games", E),
    Code("LG271", "the patron and the client of a game are one party", E),
    Code("LG272", "a game has too many ladders, or none that the patron asks for", E),
    Code("LG273", "a game has too many states", E),
    Code("LG274", "a parameter that the game does not have", E),
    Code("LG275", "a value that a parameter cannot have", E),
    Code("LG276", "one parameter for which two things are held or supposed", E),
    Code("LG277", "a history row is dated to no period of the game", E),
    Code("LG278", "a rung or a level that the game does not have", E),
    Code("LG279", "a move on a ladder that the wrong side asks for", E),
    Code("LG280", "a jump in the history that the game does not allow", E),
    Code("LG281", "a reply that fits no move of its period", E),
    Code("LG282", "a history that goes on after its end", E),
    Code("LG283", "a ladder of which the rung at the start is not coded", E),
    Code("LG284", "a move on a ladder that is at its top", W),
    Code("LG285", "a game without a history after its start", W),
    Code("LG286", "two things that the history says of one in one period", E),
    Code("LG287", "a what-if that ends before it begins", E),
    Code("LG288", "a thesis dated before its source", E),
    Code("LG289", "a thesis that holds what the case believes anyway", W),
    Code("LG290", "a rule that cannot be read", E),
    Code("LG291", "a rule that does not fit its question", E),
    Code("LG292", "a question depends on itself, over others", E),
    Code("LG293", "an answer that a question cannot have", E),
    Code("LG294", "a question resolved before it opens", E),
    Code("LG295", "a forecast made after its question was decided", E),
    Code("LG296", "two forecasts of one forecaster on one question for one day", E),
    Code("LG297", "two resolutions of which it cannot be told which one counts", E),
    Code("LG298", "a resolution that corrects what it cannot", E),
    Code("LG299", "a forecast made outside the time of its question", W),
    Code("LG300", "a condition on a question that has no yes or no", E),
    Code("LG301", "two questions that ask the same", W),
    Code("LG302", "evidence older than the thesis that it is to test", W),
    Code("LG303", "a thesis on two sides of one contradiction", W),
    Code("LG304", "a mechanism at home in something that the game does not have", E),
    Code("LG305", "a factor joins a name that no link of a thesis has", W),
    Code("LG306", "words that are still to be written", W),
    Code("LG307", "a proxy for a question that has one of that engine, or no yes or no", E),
    Code("LG308", "a what-if that lies wholly in the past", W),
)
CODES = {code.code: code for code in _ALL}


def problem(code: str, where: Where, message: str, fix: str = "") -> Problem:
    """Return a problem with the severity of its code.

    Raises
    ------
    KeyError
        If there is no such code.
    """
    return Problem(where, code, message, fix, CODES[code].severity)
