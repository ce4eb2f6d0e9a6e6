"""Sentences as people write them about their work: those that name somebody, and those that do not. All made up."""

NAMES_SOMEBODY = """
Mum of Kayla said she felt heard.
I spoke with Kayla’s mum on the phone.
The mother of Tyrone cried in the meeting.
Dad of Aiden was there for the first time.
I visited Jayden and his sister at home.
Tyler told me that he was scared.
Noah, 7, drew his house.
A 9 year old boy, Mason, wrote the letter.
The child, Maisie, chose the words herself.
A girl called Amirah asked for me.
The baby, named Ezra, was twelve weeks old.
We placed Leo with his grandmother.
DOB 03/04/2016.
He was born on 3 April 2016 in Guildbourne.
Her date of birth is 12.11.2014 and she is in year 6.
Born 2015-06-30, second of four.
Her birthday is 4 May and she wanted to be home.
d.o.b. 1/2/19
Date of Birth: 21st of March 2012
NHS number 943 476 5919.
Her number is 9434765919 if you need the file.
The NHS no was 401 023 2137.
UPN H801200001001 on the pupil list.
The pupil, A823456789012, moved schools.
Case number 204518 was the one we discussed.
Mosaic ID 1048832 shows the chronology.
LCS number: 00123456
LiquidLogic ref 772910 has the whole story.
Case ref WEY/22/10458 went to court.
Crime reference number 42/18823/21
Police ref: 4219-2210
National Insurance number QQ123456C was written on the form. AB123456C
The family live at 14 Acacia Avenue.
They moved to 3 Mill Lane last month.
I went to 221b Old Station Road twice.
Their postcode is GU2 7XH.
They live near GU14 6AB in a flat.
Call her on 07700 900123.
The number she gave was +44 7700 900 123.
Dad’s email is d.smith@example.org.
Mr Barraclough did not let us in.
Mrs Ekwueme asked what would happen next.
I learned to slow down with Ms Tranter.
Miss Oyelaran has two children.
The Barraclough family have three boys.
The Oyelaran children were not asked.
The Tranter twins were in foster care.
Baby Higginbotham was born early.
Family: Higginbotham
Surname: Oyelaran
Child: Tobias
The boy named Kofi did not come.
Her son Liam was excluded.
His daughter Freya had stopped eating.
My visit to Priya showed me why.
The grandmother, Shauna, was the safe adult.
His sister (Ellie) wrote it down.
The foster carer of Riley rang me.
Logan’s foster carer was worried.
Chloe’s school rang twice.
Chloe’s social worker had left.
I had three children in mind: Ava, Isla and Jake.
Connor and Callum are brothers.
Working with Aaliyah taught me patience.
My work with Hamza changed how I listen.
I supported Zainab to speak in court.
After the training I asked Ethan what he wanted.
I used it with Poppy last week.
I tried the three houses with Alfie and he drew them all.
Zoe drew three houses.
Reuben’s plan was rewritten.
Reuben is 6 and does not speak.
Mohammed (14) was missing for two nights.
Yusuf, aged 15, carried a knife.
Aisha aged 4 had bruises.
A 3 month old, Theo, had a fracture.
The 16-year-old Brandon had no home.
It was Harley who said it first.
We talked about Summer and her brother.
I asked Grace what worried her.
I sat with Faith on the stairs.
The mother, Chantelle, agreed to the plan.
His father Darren has been inside.
Her partner, Wayne, is not to be there.
Her ex-partner Shane came back.
The nan, Maureen, takes them to school.
The uncle called Imran collected him.
A young person named Skye asked for a different worker.
A young man called Malachi came back to say thanks.
The twins, Ronnie and Reggie, sleep in one bed.
Sibling Amelia lives with Dad.
Parent: Natasha
Mum (Kirsty) had been drinking.
The child of Svetlana was removed.
The son of Olusegun told his teacher.
The daughter of Beauchamp asked why.
The boy called Zephaniah hid under the table.
Tom’s mother had been through the same.
Tom’s dad shouted.
Jess’s brother was there too, and Jessica wept.
The pupil Oluwaseun was late each day.
A girl of 8 at St Mary’s Primary School told her teacher.
The boy at Guildbourne High School was excluded.
Her pupil goes to Weybrook Junior School and has a plan.
I wrote “Dear Isla” and read it to her.
Harper wanted to see her dad.
I met Kian at school and he would not look at me.
Kian at placement was another boy.
I went with Evie and her advocate.
We named the safe people: Nan, Auntie Sharon and me.
Auntie Sharon will have them at weekends.
Grandad Trevor brings them.
Nana Brenda has the key.
Mummy’s boyfriend Craig hits.
The carers, Steve and Linda, were kind.
The case of Abdul stays with me.
I think of Niamh each time I open the tool.
If I had asked Declan alone I would have known.
Bethany said “nobody asked me”.
I rang Keira’s dad before the conference.
The Wojciechowski family needed an interpreter.
The O’Malley family have moved.
Mrs O’Malley thanked me.
Mr. P. Nkemelu signed.
the smith case is one thing but kayla is not in capitals and Jordan is.
Born on the 4th of July 2013, he is the oldest.
hospital number 88213409
Client ID 5530192 was closed.
Child ref no AB1029331
Court number: ZW21C50113
Email the mother: kirsty_1990@example.com
""".strip().splitlines()

NAMES_NOBODY = """
I learned to ask the child what they want to be different.
I stopped giving advice and asked what she wanted to be different. She came back.
I drew the safety plan with both parents at the kitchen table.
The thresholds guide was open on my desk when the school rang.
I asked the grandmother what worried her most.
My supervisor and I now start with what the child said.
Signs of Safety helped me to say what we are worried about.
The course was on 12 March 2024 at the Wey Valley Centre.
I did 6 hours between 9 January 2026 and 14 February 2026.
Working Together 2023 says that everybody has a part.
The Children Act 1989 puts the child first.
Child Protection Conferences are hard for parents.
The Child Protection plan was shorter and clearer.
Child in Need plans should be written with the family.
The Family Safeguarding model joins the work with adults and children.
The Early Help family were offered more.
I used Motivational Interviewing in every visit since.
Family Group Conference was offered before court.
In supervision we used the Gibbs cycle.
Munro (2011) says the system must learn.
Ruch et al. (2010) write about relationships.
Eileen Munro’s review changed how I see compliance.
Harry Ferguson’s work on home visits made me look in every room.
The learning from the review about Arthur Labinjo-Hughes was painful.
Star Hobson’s review says that relatives were not believed.
Victoria Climbié was invisible to those who saw her.
Kolb’s cycle, and Schön on reflection in action.
The trainer, Dr Okonkwo, asked us to try it in pairs.
Professor Ferguson spoke about walking with families.
Cllr Holloway opened the day.
My line manager asked what I would do differently.
A colleague in Health told me how thresholds look from there.
A colleague from Weyshire Police explained MARAC.
On Monday I tried it with a family and it worked.
In December I shall do the second module.
The father was not in the room and I had not noticed.
Dad was invited this time.
Mum said that nobody had asked her before.
Nan is the safe person.
Child A and Child B have different needs.
Family B had three workers in a year.
K, aged 7, drew three houses.
The baby was eight weeks old.
A 15 year old told me that school felt safer than home.
A boy of nine would not look at me, so I sat on the floor.
The young person wanted a different worker.
Two siblings needed two plans.
The Muslim family wanted to eat before the meeting.
The Polish family needed an interpreter.
The Traveller children were not on a school roll.
A Somali mother taught me about trust.
The Somali family had waited for a year.
Black children are more often in custody than white children.
I read three papers about neglect, and the summary by Research in Practice.
Ofsted asked us how we know.
I am a social worker registered with Social Work England.
Practitioners in Year 1 need more time.
The ASYE programme asked for three observations.
The Care Act and the Mental Capacity Act meet here.
The PCF domain of critical reflection fits best.
Order 1234 arrived on 3 April.
Room 204518 is too small.
There were 24 of us, 11 from schools.
The Academy sent the certificate with a code.
I rang the helpline and asked to be rung back.
Honestly, no time. Two days’ training and back to 24 cases.
It helped me say no to a referral and explain why.
I have not had a case yet where it fits.
Hope is a plan you can do something about.
Will I use it? Yes.
Mark the day in the diary before you leave the room.
May I ask what worries you most?
Summer is when we lose touch with families.
Grace and space to make mistakes came from my supervisor.
For parents with learning disabilities I use pictures.
Parents, carers and children were asked apart.
The parents’ strengths came first.
I talk about the child’s day: who wakes them, who feeds them.
The Strengthening Families approach and Think Family fit together.
The school nurse and the GP came.
We met at Guildbourne Library for the reading group.
Our team reads one paper a month.
The National Panel report of 2022 is worth an hour.
Level 3 Safeguarding, renewed until 30 November 2028.
Section 47 enquiries need a strategy discussion.
Section 20 was explained in plain words.
The IRO asked whose plan it was.
My caseload is 18, and I have two hours for CPD.
I was born in Wales and the accent helped.
""".strip().splitlines()
