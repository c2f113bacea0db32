"""Hard cases, invented: pairs that differ in little and mean something else, or in much and mean the same.

Every line of `TEMPLATES` is a premise, a hypothesis and its label; `invented` fills the slots by chance with invented
names, numbers, days and events. Every fourth template of a kind is held back whole (`is_held_back`), so that figures on
hard cases are about wordings the network has not seen. The label "x" says only that nothing follows.

Conventions: what someone said, claimed or reported is not thereby so (neutral), and what is so was not thereby said; a
factive verb (confirmed, revealed, admitted) makes it so. Two counts, days or places of one event contradict each
other; a looser statement follows from a stricter one, and not the other way round.
"""

import random
import re
from collections.abc import Callable, Iterator

from pairs import CONTRADICTION, ENTAILMENT, NEUTRAL, NOT_ENTAILMENT, Pair

COPIES = 20
_LABELS = {"e": ENTAILMENT, "n": NEUTRAL, "c": CONTRADICTION, "x": NOT_ENTAILMENT}

# Slots: A B C people, O Q organisations or countries, P R places (S: country of P), D E days, M G months, Y Z years;
# n < m < k counts, {n} in figures, {n_w} in words; V an event: {V} past, {V0} base, {Vg} -ing, {Vn} its past denied in
# another way.
TEMPLATES: dict[str, str] = {
    "negation": """
{A} {V}. | {A} did not {V0}. | c
{A} did not {V0}. | {A} {V}. | c
{A} did not {V0}. | {A} {Vn}. | e
{A} {V} on {D}. | {A} never {V0}. | c
{A} {Vn}. | {A} {V}. | c
{A} {Vn}, aides said. | {A} did not {V0}. | e
No one was hurt when the {T} hit {P}. | {n_w} people were hurt when the {T} hit {P}. | c
{n} people were injured in the {T} in {P}. | Nobody was injured in the {T} in {P}. | c
The {T} in {P} caused no casualties. | Nobody was hurt in the {T} in {P}. | e
{O} has no plans to leave the pact. | {O} plans to leave the pact. | c
{O} ruled out sending troops to {P}. | {O} will send troops to {P}. | c
{O} ruled out sending troops to {P}. | {O} said it would not send troops to {P}. | e
{O} did not rule out sending troops to {P}. | {O} ruled out sending troops to {P}. | c
{O} did not rule out sending troops to {P}. | {O} will send troops to {P}. | n
There is no evidence that {A} knew of the payments. | {A} knew of the payments. | n
Neither {A} nor {B} attended the meeting in {P}. | {A} attended the meeting in {P}. | c
Neither {A} nor {B} attended the meeting in {P}. | {B} was absent from the meeting in {P}. | e
{A} attended the meeting in {P} but {B} did not. | {B} attended the meeting in {P}. | c
{A} attended the meeting in {P} but {B} did not. | {A} attended the meeting in {P}. | e
{A} attended the meeting in {P} without {B}. | {B} was at the meeting in {P}. | c
Not a single vote was cast against {A}. | Some members voted against {A}. | c
The bridge in {P} is no longer open to traffic. | The bridge in {P} is closed to traffic. | e
The bridge in {P} is no longer open to traffic. | The bridge in {P} is open to traffic. | c
The court in {P} did not convict {A}. | {A} was convicted by the court in {P}. | c
The jury in {P} cleared {A} of fraud. | {A} was found guilty of fraud. | c
The jury in {P} cleared {A} of fraud. | {A} was acquitted. | e
""",
    "roles": """
{A} defeated {B} in the vote. | {B} defeated {A} in the vote. | c
{A} defeated {B} in the vote. | {B} was defeated by {A} in the vote. | e
{A} defeated {B} in the vote. | {B} lost to {A}. | e
{A} was beaten by {B} in {P}. | {A} beat {B} in {P}. | c
{A} was beaten by {B} in {P}. | {B} won against {A}. | e
{O} bought {Q} for {n} million dollars. | {Q} bought {O}. | c
{O} bought {Q} for {n} million dollars. | {Q} was sold to {O}. | e
{Q} was taken over by {O} in {Y}. | {O} was taken over by {Q}. | c
{A} accused {B} of lying. | {B} accused {A} of lying. | x
{A} accused {B} of lying. | {B} was accused of lying by {A}. | e
{A} sued {B} over the contract. | {B} sued {A} over the contract. | x
{A} sued {B} over the contract. | {B} was sued by {A}. | e
{O} attacked {Q} on {D}. | {Q} attacked {O} on {D}. | x
{O} attacked {Q} on {D}. | {Q} came under attack by {O}. | e
{A} succeeded {B} as mayor of {P}. | {B} succeeded {A} as mayor of {P}. | c
{A} succeeded {B} as mayor of {P}. | {B} was mayor of {P} before {A}. | e
{A} replaced {B} as chief of {O}. | {A} was replaced by {B}. | c
{A} told {B} that the talks had failed. | {B} told {A} that the talks had failed. | x
{A} told {B} that the talks had failed. | {B} heard from {A} that the talks had failed. | e
{O} lent {Q} {n} million dollars. | {Q} borrowed {n} million dollars from {O}. | e
{O} lent {Q} {n} million dollars. | {O} borrowed {n} million dollars from {Q}. | c
{O} imports gas from {Q}. | {Q} imports gas from {O}. | x
{O} imports gas from {Q}. | {Q} exports gas to {O}. | e
{A}, who was appointed by {B}, resigned on {D}. | {B} resigned on {D}. | n
{A}, who was appointed by {B}, resigned on {D}. | {B} appointed {A}. | e
{A}, who was appointed by {B}, resigned on {D}. | {A} appointed {B}. | c
{P}, a peninsula annexed by {O} in {Y}, was hit on {D}. | {O} annexed {P}. | e
{P}, a peninsula annexed by {O} in {Y}, was hit on {D}. | {P} annexed {O}. | c
Police shot {A} during the protest. | {A} shot a police officer during the protest. | x
{A}'s brother {B} was arrested in {P}. | {A} was arrested in {P}. | n
{A}'s brother {B} was arrested in {P}. | {B} was arrested in {P}. | e
A spokesman for {A} met {B} on {D}. | {A} met {B} on {D}. | n
""",
    "numbers": """
{n} people died in the {T} in {P}. | {m} people died in the {T} in {P}. | c
{m} people died in the {T} in {P}. | {n} people died in the {T} in {P}. | c
The {T} killed {n} people in {P}. | The death toll of the {T} in {P} stands at {n}. | e
The {T} killed {n} people in {P}. | {n_w} people were killed by the {T} in {P}. | e
At least {m} people were killed in {P}. | {n} people were killed in {P}. | c
At least {n} people were killed in {P}. | {m} people were killed in {P}. | n
At least {m} people were killed in {P}. | More than {n} people were killed in {P}. | e
{m} people were killed in {P}. | At least {n} people were killed in {P}. | e
{n} people were killed in {P}. | At least {m} people were killed in {P}. | c
More than {m} houses burned down in {P}. | Fewer than {n} houses burned down in {P}. | c
More than {n} houses burned down in {P}. | {m} houses burned down in {P}. | n
{m} houses burned down in {P}. | More than {n} houses burned down in {P}. | e
{n} houses burned down in {P}. | More than {m} houses burned down in {P}. | c
{n} houses burned down in {P}. | Fewer than {m} houses burned down in {P}. | e
{m} houses burned down in {P}. | Under {n} houses burned down in {P}. | c
Up to {n} workers will lose their jobs at {O}. | {m} workers will lose their jobs at {O}. | c
Between {n} and {k} workers will lose their jobs at {O}. | At least {n} workers will lose their jobs at {O}. | e
Between {n} and {m} workers will lose their jobs at {O}. | {k} workers will lose their jobs at {O}. | c
{m} of {k} members voted for the bill. | {m} members backed the bill. | e
{m} of {k} members voted for the bill. | {k} members voted for the bill. | c
{n} soldiers and {m} civilians were killed in {P}. | {m} civilians were killed in {P}. | e
{n} soldiers and {m} civilians were killed in {P}. | {n} civilians were killed in {P}. | c
{n} soldiers and {m} civilians were killed in {P}. | {m} soldiers were killed in {P}. | c
{n} people were killed and {m} wounded in the {T}. | {m} people were wounded in the {T}. | e
{n} people were killed and {m} wounded in the {T}. | {m} people were killed in the {T}. | c
{n} people were killed and {m} wounded in the {T}. | {n} people were wounded in the {T}. | c
The toll of the {T} in {P} rose from {n} to {m}. | The {T} in {P} killed {m} people. | e
The toll of the {T} in {P} rose from {n} to {m}. | The {T} in {P} killed {n} people. | c
{O} raised its rate to {n} percent from {m} percent. | The rate of {O} is now {n} percent. | e
{O} raised its rate to {n} percent from {m} percent. | {O} raised its rate to {m} percent. | c
Hundreds of people marched in {P}. | Nobody marched in {P}. | c
Dozens of people marched in {P}. | {k}00 people marched in {P}. | x
About {r} people marched in {P}. | Nearly {r} people marched in {P}. | e
About {r} people marched in {P}. | Roughly {r} people took to the streets of {P}. | e
Exactly {r} people marched in {P}. | About {r} people marched in {P}. | e
{A} was sentenced to {n} years in prison. | {A} was jailed for {m} years. | c
{A} was sentenced to {n} years in prison. | {A} was jailed for {n} years. | e
{A}, {m}, was arrested in {P}. | {A}, {n}, was arrested in {P}. | c
{A}, {m}, was arrested in {P}. | The {m}-year-old {A} was arrested in {P}. | e
{O} beat {Q} {m}-{n}. | {O} scored {m} goals against {Q}. | e
{O} beat {Q} {m}-{n}. | {Q} scored {m} goals against {O}. | c
""",
    "units": """
The fire in {P} burned {n} hectares. | The fire in {P} burned {n} acres. | c
The fire in {P} burned {n} hectares. | The fire in {P} burned {n} ha of land. | e
{O} paid {n} million dollars for the site. | {O} paid {n} billion dollars for the site. | c
{O} paid {n} million dollars for the site. | {O} paid ${n}m for the site. | e
{O} paid {n} million dollars for the site. | {O} paid {n} million euros for the site. | c
{O} paid €{n} million for the site. | {O} bought the site for {n} million euros. | e
The ceasefire in {P} will last {n} days. | The ceasefire in {P} will last {n} weeks. | c
The ceasefire in {P} will last {n} days. | The truce in {P} is to hold for {n} days. | e
The talks lasted {n} hours. | The talks lasted {n} minutes. | c
The talks lasted two hours. | The talks lasted 120 minutes. | e
The village lies {n} kilometres from {P}. | The village lies {n} miles from {P}. | c
The village lies {n} km from {P}. | The village is {n} kilometres away from {P}. | e
{O} shipped {n} tonnes of grain. | {O} shipped {n} kilograms of grain. | c
{O} shipped {n},000 tonnes of grain. | {O} shipped {n} thousand tons of grain. | e
Prices rose {n} percent. | Prices rose by {n} percentage points a month. | x
Prices rose {n} percent. | Prices went up by {n} %. | e
A quarter of the members in {P} abstained. | 25 percent of the members in {P} abstained. | e
A quarter of the members in {P} abstained. | Half of the members in {P} abstained. | c
Half of the members in {P} abstained. | 50 per cent of the members in {P} abstained. | e
A third of the crop in {P} is lost. | Most of the crop in {P} is lost. | c
Two thirds of the crop in {P} is lost. | Most of the crop in {P} is lost. | e
{O} cut its rate by half a point. | {O} cut its rate by 50 basis points. | e
{O} cut its rate by a quarter of a point. | {O} lowered its rate by 25 basis points. | e
{O} cut its rate by a quarter of a point. | {O} lowered its rate by 50 basis points. | c
The tower in {P} is 1,000 metres high. | The tower in {P} is one kilometre high. | e
{A} was held for a dozen days. | {A} was held for 12 days. | e
{A} was held for a fortnight. | {A} was held for two weeks. | e
{A} was held for a fortnight. | {A} was held for two days. | c
""",
    "dates": """
{A} {V} on {D}. | {A} {V} on {E}. | c
{A} {V} on {D}. | On {D}, {A} {V}. | e
{A} {V} on {n} {M} {Y}. | {A} {V} in {M} {Y}. | e
{A} {V} on {n} {M} {Y}. | {A} {V} in {Y}. | e
{A} {V} on {n} {M} {Y}. | {A} {V} in {G} {Y}. | c
{A} {V} on {n} {M} {Y}. | {A} {V} on {M} {n}, {Y}. | e
{A} {V} on {n} {M} {Y}. | {A} {V} on {M} {m}, {Y}. | c
{A} {V} in {M} {Y}. | {A} {V} on {n} {M} {Y}. | n
{A} {V} in {Y}. | {A} {V} in {Z}. | c
{A} {V} in {Y}. | {A} {V} in {M} {Y}. | n
{A} {V} in {Y}. | {A} {V} before {Z}. | e
{A} {V} in {Z}. | {A} {V} before {Y}. | c
{A} {V} in {Z}. | {A} {V} after {Y}. | e
{A} {V} in {Y}. | {A} {V} after {Z}. | c
{A} {V} before {B} arrived in {P}. | {B} arrived in {P} after {A} {V}. | e
{A} {V} before {B} arrived in {P}. | {A} {V} after {B} arrived in {P}. | c
{A} {V} after {B} arrived in {P}. | {B} arrived in {P} before {A} {V}. | e
{A} {V} a day after the {T} hit {P}. | The {T} hit {P} before {A} {V}. | e
{A} {V} a day after the {T} hit {P}. | {A} {V} a day before the {T} hit {P}. | c
The trial of {A} will begin on {D}. | The trial of {A} ended on {D}. | c
The trial of {A} will begin on {D}. | {A} is to stand trial from {D}. | e
The trial of {A} has been postponed from {D} to {E}. | The trial of {A} is now set for {E}. | e
The trial of {A} has been postponed from {D} to {E}. | The trial of {A} will begin on {D}. | c
{A} has led {O} since {Y}. | {A} became head of {O} in {Y}. | e
{A} has led {O} since {Y}. | {A} became head of {O} in {Z}. | c
{A} led {O} until {Y}. | {A} led {O} from {Y} on. | c
{A} {V} in the morning. | {A} {V} in the evening. | c
""",
    "places": """
A {T} hit {P} on {D}. | A {T} hit {R} on {D}. | x
The {T} of {M} {Y} struck {P}. | {P} was struck by the {T} of {M} {Y}. | e
The {T} struck {P} in {S}. | The {T} struck {S}. | e
The {T} struck {S}. | The {T} struck {P} in {S}. | n
The meeting of {A} and {B} took place in {P}. | {A} and {B} met in {P}. | e
The meeting of {A} and {B} took place in {P}. | The meeting of {A} and {B} took place in {R}. | c
{A} was born in {P}. | {A} was born in {R}. | c
{A} was born in {P}. | {P} is the birthplace of {A}. | e
{A} flew from {P} to {R}. | {A} flew from {R} to {P}. | x
{A} flew from {P} to {R}. | {A} left {P} for {R}. | e
{A} flew from {P} to {R}. | {A} went to {R}. | e
{O} has its seat in {P}. | {O} is based in {P}. | e
{O} has its seat in {P}. | {O} is headquartered in {R}. | c
{O} is moving its seat from {P} to {R}. | {O} is moving to {P}. | c
{O} is moving its seat from {P} to {R}. | {O} is moving its headquarters to {R}. | e
Troops of {O} withdrew from {P}. | Troops of {O} entered {P}. | x
Troops of {O} withdrew from {P}. | {O} pulled its soldiers out of {P}. | e
The blast happened north of {P}. | The blast happened south of {P}. | c
The blast happened north of {P}. | There was a blast near {P}. | e
The blast happened outside {P}. | The blast happened in the centre of {P}. | c
{A} was arrested in {P} and taken to {R}. | {A} was arrested in {P}. | e
{A} was arrested in {P} and taken to {R}. | {A} was arrested in {R}. | c
""",
    "modality": """
{A} may {V0}. | {A} {V}. | n
{A} could {V0} next week. | {A} {V}. | n
{A} is considering whether to {V0}. | {A} has decided to {V0}. | n
{A} plans to {V0}. | {A} {V}. | n
{A} plans to {V0}. | {A} intends to {V0}. | e
{A} threatened to {V0}. | {A} {V}. | n
{A} threatened to {V0}. | {A} {Vn}. | n
{A} promised to {V0}. | {A} {V}. | n
{A} refused to {V0}. | {A} {V}. | c
{A} refused to {V0}. | {A} {Vn}. | e
{A} failed to {V0}. | {A} {V}. | c
{A} failed to {V0}. | {A} did not {V0}. | e
{A} managed to {V0}. | {A} {V}. | e
{A} managed to {V0}. | {A} failed to {V0}. | c
{A} was forced to {V0}. | {A} {V}. | e
{A} was asked to {V0}. | {A} {V}. | n
{A} was prevented from {Vg}. | {A} {V}. | c
{A} agreed to {V0}. | {A} refused to {V0}. | c
{A} agreed to {V0}. | {A} said yes to the request to {V0}. | e
{A} regrets {Vg}. | {A} {V}. | e
{A} apologised for {Vg}. | {A} {V}. | e
{A} thought about {Vg}. | {A} {V}. | n
If {B} resigns, {A} will {V0}. | {A} will {V0}. | n
Unless {B} resigns, {A} will {V0}. | {A} {V}. | n
{A} would have {Vp} if {B} had agreed. | {A} {V}. | c
{B} urged {A} to {V0}. | {A} {V}. | n
{B} urged {A} to {V0}. | {B} called on {A} to {V0}. | e
{A} is likely to {V0}. | {A} will certainly {V0}. | n
{A} is likely to {V0}. | {A} is unlikely to {V0}. | c
{A} is expected to {V0}. | {A} {V}. | n
{A} is expected to {V0}. | {A} is likely to {V0}. | e
{A} can {V0} under the law. | {A} must {V0} under the law. | n
{A} is allowed to {V0}. | {A} is forbidden to {V0}. | c
{A} is not allowed to {V0}. | {A} is banned from {Vg}. | e
{A} has yet to {V0}. | {A} has already {Vp}. | c
{A} has yet to {V0}. | {A} has not {Vp} so far. | e
{A} stopped short of {Vg}. | {A} {V}. | c
{A} nearly {V}. | {A} {V}. | c
""",
    "attribution": """
{B} claimed that {A} {V}. | {A} {V}. | n
{B} alleged that {A} {V}. | {A} {V}. | n
{B} said that {A} {V}. | {B} stated that {A} {V}. | e
{B} said that {A} {V}. | {A} said that {B} {V}. | x
{B} said that {A} {V}. | {C} said that {A} {V}. | n
{B} said that {A} {V}. | {B} denied that {A} {V}. | c
{B} said {A} {V}. | According to {B}, {A} {V}. | e
According to {B}, {A} {V}. | {B} reported that {A} {V}. | e
According to {B}, {A} {V}. | {B} rejected reports that {A} {V}. | c
{B} denied that {A} {V}. | {A} {V}. | n
{B} denied that {A} {V}. | {B} confirmed that {A} {V}. | c
{B} denied that {A} {V}. | {B} said that {A} {Vn}. | x
{B} confirmed that {A} {V}. | {A} {V}. | e
{B} confirmed that {A} {V}. | It is true, {B} said, that {A} {V}. | e
{A} admitted to {B} that he {V}. | {A} {V}. | e
{B} falsely claimed that {A} {V}. | {A} {V}. | c
{B} wrongly said that {A} {V}. | {A} {V}. | c
{B} revealed on {D} that {A} {V}. | {A} {V}. | e
{B} declined to say whether {A} {V}. | {A} {V}. | n
{B} declined to say whether {A} {V}. | {B} said that {A} {V}. | c
{B} would not comment on whether {A} {V}. | {B} declined to comment on whether {A} {V}. | e
{A} {V}. | {B} said that {A} {V}. | n
{A} {V}, {B} said on {D}. | On {D}, {B} said that {A} {V}. | e
{A} {V}, {B} said on {D}. | {B} {V} on {D}. | n
{B} quoted {C} as saying that {A} {V}. | {C} said that {A} {V}. | x
{B} quoted {C} as saying that {A} {V}. | {B} says {C} said that {A} {V}. | e
{B} believes that {A} {V}. | {A} {V}. | n
{B} doubts that {A} {V}. | {B} is sure that {A} {V}. | c
{B} accused {A} of {Vg}. | {A} {V}. | n
{B} accused {A} of {Vg}. | {B} said that {A} {V}. | e
{B} praised {A} for {Vg}. | {A} {V}. | e
{B} warned that {A} could {V0}. | {A} {V}. | n
{B} told {O} that {A} {V}. | {O} was told by {B} that {A} {V}. | e
""",
    "hedges": """
{A} reportedly {V}. | {A} {V}. | n
{A} apparently {V}. | It is certain that {A} {V}. | n
{A} {V}. | {A} probably {V}. | e
There were unconfirmed reports that {A} {V}. | {A} {V}. | n
There were unconfirmed reports that {A} {V}. | It was confirmed that {A} {V}. | c
Rumours that {A} {V} proved false. | {A} {V}. | c
Rumours that {A} {V} proved false. | {A} did not {V0}. | e
It was not clear whether {A} {V}. | {A} {V}. | n
It was not clear whether {A} {V}. | It is known that {A} {V}. | c
It is not true that {A} {V}. | {A} {V}. | c
It is not true that {A} {V}. | {A} did not {V0}. | e
It emerged on {D} that {A} {V}. | {A} {V}. | e
It is a fact that {A} {V}. | {A} {V}. | e
Some believe that {A} {V}. | {A} {V}. | n
Investigators have proof that {A} {V}. | {A} {V}. | e
Investigators are looking into whether {A} {V}. | {A} {V}. | n
Investigators found no sign that {A} {V}. | Investigators found proof that {A} {V}. | c
Most members of {O} backed {A}. | All members of {O} backed {A}. | x
All members of {O} backed {A}. | Most members of {O} backed {A}. | e
All members of {O} backed {A}. | Some members of {O} opposed {A}. | c
Some members of {O} backed {A}. | No member of {O} backed {A}. | c
Only {A} backed the plan of {O}. | {B} backed the plan of {O}. | c
Only {A} backed the plan of {O}. | {A} backed the plan of {O}. | e
Hardly anyone in {P} voted. | Few people in {P} voted. | e
Hardly anyone in {P} voted. | Most people in {P} voted. | c
""",
    "change": """
Shares of {O} rose on {D}. | Shares of {O} fell on {D}. | c
Shares of {O} rose on {D}. | On {D}, shares of {O} went up. | e
Shares of {O} climbed {n} percent on {D}. | Shares of {O} dropped {n} percent on {D}. | c
Shares of {O} slid {n} percent. | Shares of {O} lost {n} percent. | e
Exports from {S} grew to {m} million tonnes. | Exports from {S} shrank to {m} million tonnes. | c
Exports from {S} grew to {m} million tonnes. | Exports from {S} increased. | e
The position of {O} has not changed. | {O} has shifted its position. | c
The position of {O} has not changed. | {O} stands by its position. | e
{O} reversed its decision on {P}. | {O} upheld its decision on {P}. | c
{O} reversed its decision on {P}. | {O} changed its mind about {P}. | e
{O} raised taxes in {Y}. | {O} cut taxes in {Y}. | c
{O} raised taxes in {Y}. | {O} lowered no taxes but increased them in {Y}. | e
{O} tightened the rules on fishing. | {O} loosened the rules on fishing. | c
{O} tightened the rules on fishing. | {O} made the rules on fishing stricter. | e
{O} lifted the ban on exports. | {O} imposed a ban on exports. | c
{O} lifted the ban on exports. | {O} ended the ban on exports. | e
{O} extended the ceasefire. | {O} ended the ceasefire. | c
{O} extended the ceasefire. | The ceasefire of {O} goes on for longer. | e
Unemployment in {S} is at its highest since {Y}. | Unemployment in {S} is at its lowest since {Y}. | c
The river at {P} is receding. | The river at {P} is still rising. | c
The river at {P} is receding. | The water at {P} is going down. | e
The strike at {O} is over. | The strike at {O} continues. | c
The strike at {O} is over. | Workers at {O} have ended their strike. | e
The vote in {P} was put off. | The vote in {P} went ahead as planned. | c
The vote in {P} was put off. | The vote in {P} was postponed. | e
""",
    "who": """
{A} was elected head of {O}. | {B} was elected head of {O}. | c
{A} was elected head of {O}. | {O} chose {A} as its head. | e
{A} scored the winning goal for {O}. | {B} scored the winning goal for {O}. | c
{A} was arrested in {P} on {D}. | {B} was arrested in {P} on {D}. | n
{A} was arrested in {P} on {D}. | Police in {P} detained {A} on {D}. | e
{A} and {B} were arrested in {P}. | {A} was arrested in {P}. | e
{A} and {B} were arrested in {P}. | Only {A} was arrested in {P}. | c
{A} was arrested in {P}. | {A} and {B} were arrested in {P}. | n
{O} carried out the attack on {P}. | {Q} carried out the attack on {P}. | x
{O} carried out the attack on {P}. | {O} attacked {P}. | e
{O} denied responsibility for the attack on {P}. | {O} claimed responsibility for the attack on {P}. | c
{O} denied responsibility for the attack on {P}. | {O} said it was not behind the attack on {P}. | e
The mayor of {P}, {A}, {V}. | {A} is mayor of {P}. | e
The mayor of {P}, {A}, {V}. | The mayor of {P} {V}. | e
The mayor of {P}, {A}, {V}. | {A}, a former mayor of {P}, {V}. | x
The former mayor of {P}, {A}, {V}. | {A} is mayor of {P}. | c
The wife of {A} {V}. | {A} {V}. | n
The lawyer of {A} {V}. | {A} {V}. | n
{A} and not {B} {V}. | {B} {V}. | c
{A} and not {B} {V}. | {A} {V}. | e
{A} {V}. | {B} {V}. | n
{A} {V}. | {A} {V}, unlike {B}. | n
{A} {V}, as did {B}. | {B} {V}. | e
{A} is the only candidate for {O}. | {B} is a candidate for {O}. | c
""",
    "more and less": """
A teacher from {P}, {A}, {V} on {D}. | {A} {V}. | e
{A} {V}. | {A} {V} together with {B}. | n
{A} {V}. | {A} {V} because of the {T}. | n
{A} {V} because of the {T}. | {A} {V}. | e
{A} {V} because of the {T}. | The {T} was why {A} {V}. | e
{A} {V} despite the {T}. | {A} {V} because of the {T}. | c
{A} {V} and {W} on {D}. | {A} {W} on {D}. | e
{A} {V} and {W} on {D}. | {A} {V} on {D}. | e
{A} {V} on {D}. | {A} {W} on {D}. | n
{A} {V} but {Wn}. | {A} {W}. | c
{A} {V} while {B} {W}. | {B} {W}. | e
{A} {V} while {B} {W}. | {B} {V}. | n
{A} {V} while {B} {W}. | {A} {W}. | n
{A}, who {V} last year, {W} on {D}. | {A} {V} last year. | e
{A}, who {V} last year, {W} on {D}. | {A} {W} last year. | x
{A} either {V} or {W}. | {A} {V}. | n
A day after {A} {V}, {B} {W}. | {A} {V}. | e
A day after {A} {V}, {B} {W}. | {B} {V}. | n
A day after {A} {V}, {B} {W}. | {B} {W} the day before {A} {V}. | c
{A} {V} for the third time. | {A} had {Vp} before. | e
{A} {V} for the first time. | {A} had {Vp} before. | c
{A} {V} in secret. | {A} {V} in public. | c
{A} {V} in secret. | {A} {V}. | e
{A} {V} alone. | {A} {V} together with {B}. | c
{A} {V}. | The weather in {P} was cold on {D}. | n
The {T} closed schools in {P}. | The {T} closed every school in {S}. | n
{A} {V}. | {A} {V}. | e
{A} {V} on {D}, and {B} {W}. | {A} {V} on {D}, and {B} {W}. | e
The {T} in {P} killed {n} people. | The {T} in {P} killed {n} people. | e
""",
}

# An event: past; base; -ing; participle; another word for its not having happened.
EVENTS = [
    line.split("; ")
    for line in """
signed the treaty; sign the treaty; signing the treaty; signed the treaty; left the treaty unsigned
approved the budget; approve the budget; approving the budget; approved the budget; rejected the budget
met the strikers; meet the strikers; meeting the strikers; met the strikers; stayed away from the strikers
released the hostages; release the hostages; releasing the hostages; released the hostages; kept the hostages
paid the fine; pay the fine; paying the fine; paid the fine; left the fine unpaid
closed the mine; close the mine; closing the mine; closed the mine; kept the mine open
resigned; resign; resigning; resigned; stayed in office
left the country; leave the country; leaving the country; left the country; stayed in the country
joined the strike; join the strike; joining the strike; joined the strike; stayed out of the strike
withdrew the lawsuit; withdraw the lawsuit; withdrawing the lawsuit; withdrawn the lawsuit; maintained the lawsuit
published the report; publish the report; publishing the report; published the report; withheld the report
sold the shares; sell the shares; selling the shares; sold the shares; kept the shares
accepted the offer; accept the offer; accepting the offer; accepted the offer; turned down the offer
supported the reform; support the reform; supporting the reform; supported the reform; opposed the reform
won the race; win the race; winning the race; won the race; lost the race
cancelled the flight; cancel the flight; cancelling the flight; cancelled the flight; let the flight go ahead
voted for the motion; vote for the motion; voting for the motion; voted for the motion; withheld support for the motion
testified in court; testify in court; testifying in court; testified in court; kept silent in court
crossed the border; cross the border; crossing the border; crossed the border; stayed on this side of the border
stopped the shipments; stop the shipments; stopping the shipments; stopped the shipments; let the shipments continue
fired the general; fire the general; firing the general; fired the general; kept the general on
opened the archive; open the archive; opening the archive; opened the archive; kept the archive closed
reached a deal; reach a deal; reaching a deal; reached a deal; came away without a deal
took the bribe; take the bribe; taking the bribe; taken the bribe; turned the bribe away
called an election; call an election; calling an election; called an election; avoided an election
pleaded guilty; plead guilty; pleading guilty; pleaded guilty; pleaded not guilty
broke the truce; break the truce; breaking the truce; broken the truce; honoured the truce
pardoned the pilot; pardon the pilot; pardoning the pilot; pardoned the pilot; denied the pilot a pardon
evacuated the island; evacuate the island; evacuating the island; evacuated the island; kept the island inhabited
attended the funeral; attend the funeral; attending the funeral; attended the funeral; missed the funeral
""".strip().splitlines()
]
# What the other slots are filled from, with commas between.
FILLINGS = """
days: Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday
months: January,February,March,April,May,June,July,August,September,October,November,December
troubles: flood,storm,fire,explosion,earthquake,landslide,train crash,bombing,avalanche,power cut
firsts: Anna,Marek,Lena,Tomas,Iris,Pavel,Nora,Henrik,Maya,Stefan,Clara,Viktor,Ruth,Daniel,Olga,Peter,Sara,Emil
starts: Bal,Kor,Ves,Tar,Mel,Hol,Dun,Ster,Ras,Lin,Gar,Fen,Wil,Bru,Sol,Nov,Pel,Ost,Had,Jor,Cal,Mor,Tren,Ulv
people: ter,ren,sky,dal,man,berg,ov,etti,as,ino,wick,sen,ard,elli,ic,ow,mark,uta,vik,our
towns: a,burg,stad,ford,ino,by,haven,mouth,grad,field,ora,ilsk,minster,wold,ena
lands: ia,land,onia,mark,stan,aria,ovia
bodies: {} Steel,the {} Party,the {} Union,{} Bank,{} Airways,the {} council,the {} government,{} United
more bodies: the {} army,the {} ministry,{} Energy,the {} Front
small numbers: zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen
more numbers: sixteen,seventeen,eighteen,nineteen
tens: twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety
"""
_FILLINGS = {name: listed.split(",") for name, listed in (line.split(": ") for line in FILLINGS.strip().splitlines())}
_DAYS, _MONTHS, _TROUBLES, _FIRSTS = (_FILLINGS[name] for name in ("days", "months", "troubles", "firsts"))
_STARTS, _ENDS, _TOWNS, _LANDS = (_FILLINGS[name] for name in ("starts", "people", "towns", "lands"))
_BODIES = _FILLINGS["bodies"] + _FILLINGS["more bodies"]
_WORDS, _TENS = _FILLINGS["small numbers"] + _FILLINGS["more numbers"], _FILLINGS["tens"]
_OPENINGS = ("", "", "", "", "", "Officials in the capital gave few details. ", "The inquiry has lasted for months. ")


def invented(seed: int) -> list[Pair]:
    """All hard cases, each template several times, in the order of the templates."""
    return list(_invented(random.Random(seed)))


def _invented(chance: random.Random) -> Iterator[Pair]:
    for kind, lines in TEMPLATES.items():
        for number, line in enumerate(lines.strip().splitlines()):
            premise, hypothesis, label = line.split(" | ")
            for copy in range(COPIES):
                slots = Slots(chance)
                opening = chance.choice(_OPENINGS)
                yield Pair(
                    f"case-{kind}-{number}-{copy}",
                    f"case:{kind}",
                    f"held back {number}" if number % 4 == 3 else f"learned {number}",
                    opening + slots.fill(premise),
                    slots.fill(hypothesis),
                    _LABELS[label],
                )


class Slots:
    """The fillings of one pair's slots: drawn when first asked for, the same in both sentences."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._filled: dict[str, str] = {}
        event, other = chance.sample(EVENTS, 2)
        for name, forms in (("V", event), ("W", other)):
            for part, form in zip(("", "0", "g", "p", "n"), forms, strict=True):
                self._filled[name + part] = form
        top = chance.choice((9, 19, 29, 60, 80, 90))
        lowest, middle, highest = sorted(chance.sample(range(2, top + 1), 3))
        for name, value in (("n", lowest), ("m", middle), ("k", highest)):
            self._filled[name] = str(value)
            self._filled[name + "_w"] = in_words(value)
        self._filled["r"] = str(chance.choice((30, 40, 50, 200, 300, 500, 1500)))
        self._filled["D"], self._filled["E"] = chance.sample(_DAYS, 2)
        self._filled["M"], self._filled["G"] = chance.sample(_MONTHS, 2)
        earlier, later = sorted(chance.sample(range(1985, 2027), 2))
        self._filled |= {"Y": str(earlier), "Z": str(later), "T": chance.choice(_TROUBLES)}

    def fill(self, template: str) -> str:
        """A sentence with its slots filled and its first letter large."""
        text = re.sub(r"\{(\w+)\}", lambda match: self._filling(match.group(1)), template)
        return text[0].upper() + text[1:]

    def _filling(self, name: str) -> str:
        if name not in self._filled:
            makers: dict[str, Callable[[], str]] = dict.fromkeys("ABC", self._person) | dict.fromkeys("OQ", self._body)
            makers |= dict.fromkeys("PR", self._town) | {"S": self._land}
            made = makers[name]()
            while made in self._filled.values():
                made = makers[name]()
            self._filled[name] = made
        return self._filled[name]

    def _stem(self, ends: list[str]) -> str:
        return self._chance.choice(_STARTS) + self._chance.choice(ends)

    def _person(self) -> str:
        surname = self._stem(_ENDS)
        title = self._chance.choice(("", "", "", "Minister ", "Senator ", "President ", "Judge "))
        return title + (surname if title else f"{self._chance.choice(_FIRSTS)} {surname}")

    def _body(self) -> str:
        if self._chance.random() < 0.4:
            return self._land()
        return self._chance.choice(_BODIES).format(self._stem(_TOWNS))

    def _town(self) -> str:
        return self._stem(_TOWNS)

    def _land(self) -> str:
        return self._stem(_LANDS)


def in_words(number: int) -> str:
    """A number below a thousand, written out."""
    if number < 20:
        return _WORDS[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_WORDS[rest]}" if rest else "")
    hundreds, rest = divmod(number, 100)
    return f"{_WORDS[hundreds]} hundred" + (f" and {in_words(rest)}" if rest else "")
