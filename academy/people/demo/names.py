"""Names for people who do not exist, as varied as England's. Nobody's own name is meant by any of them."""

from random import Random

# how often, given names, family names
GROUPS = [
    (
        66,
        "Abigail Adam Alan Alice Amelia Andrew Angela Ben Bethany Bridget Caroline Charlotte Chloe Christine"
        " Claire Craig Daniel Darren David Dawn Debbie Diane Edward Eleanor Emily Emma Fiona Francesca Gareth"
        " Gemma George Georgia Grace Graham Hannah Harriet Harry Hazel Heather Holly Imogen Isabel Jack Jacob"
        " James Jane Janet Jasmine Jenny Jessica Joanne Jonathan Josh Judith Julia Karen Kate Keith Kelly Kerry"
        " Laura Lauren Leanne Lesley Lewis Linda Liz Louise Lucy Luke Lydia Maria Mark Martin Matthew Megan"
        " Melanie Michael Molly Naomi Natalie Neil Nicola Nigel Olivia Owen Pamela Paula Peter Philip Phoebe"
        " Rachel Rebecca Robert Rosie Ruby Russell Ryan Sally Samantha Sandra Sarah Scott Sharon Simon Sophie"
        " Stella Stephanie Stuart Susan Tara Thomas Tim Toby Tracey Vicky Wendy William Zoe Zoë",
        "Abbott Allenby Appleyard Ashdown Atwell Barnaby Bartram Baxendale Beckwith Bellamy Birchall Blackmore"
        " Bowyer Bramwell Brewster Brindley Broadhurst Burridge Cartledge Castell Chadwick Challoner Chilcott"
        " Clayden Cotterell Crabtree Cranfield Darlow Dashwood Denholm Dowding Drayton Easterby Elvidge Fairbairn"
        " Fawcett Fenwick Fielder Finchley Fotheringay Garside Gatward Gilbey Goodall Greenhalgh Hadlow Halliwell"
        " Hammerton Hartnell Haythorne Heskett Hollis Honeywell Huxtable Ingleby Isherwood Jessop Kellaway"
        " Kendrick Kirkbride Lambourne Langdale Larkin Leadbetter Longstaff Lowther Maddison Marchbank Mayhew"
        " Merriman Midgley Mottram Naylor Nettleton Norcross Oakden Ollerton Orchard Padgett Parfitt Peverell"
        " Pickersgill Pinnock Quarmby Ramsbottom Ravenhill Redfearn Ridgway Rotherham Rushworth Sandbach Scarfe"
        " Sedgwick Shackleton Silverwood Skelton Smallwood Southall Standish Stainforth Tattersall Thackray"
        " Thornhill Tinsley Tolland Trickett Turnbull Underhill Vaughton Wadsworth Wainwright Warburton Weatherby"
        " Whitcher Widdowson Winstanley Woodhall Wragg Yardley Yeomans",
    ),
    (
        8,
        "Aisha Amina Anika Arjun Asha Ayesha Bilal Chetan Deepa Faisal Farah Fatima Gurpreet Harpreet Hassan"
        " Imran Jaspreet Kavita Kiran Mariam Meera Mohammed Nadia Nasreen Neha Nisha Omar Parveen Pooja Priti"
        " Rahul Rajesh Rekha Rohan Sadia Sana Sanjay Sunita Tahir Usha Vikram Yasmin Zainab Zara",
        "Ahluwalia Akhtar Anwar Bains Banerjee Begum Bhandari Bhatti Chaudhry Dhillon Gill Hussain Iqbal Jutla"
        " Kapadia Kaur Khatun Lakhani Mahmood Malhotra Mehta Miah Mistry Parmar Qureshi Rafiq Rahman Rana Sandhu"
        " Sheikh Siddiqui Sodhi Solanki Thakrar Uddin Virdee Waheed Zaman",
    ),
    (
        8,
        "Abena Adaeze Ade Afia Akosua Ama Ayo Blessing Bukola Chidi Chioma Comfort Cynthia Delroy Dwayne Ebony"
        " Ejike Esther Femi Folake Gladys Ifeoma Jermaine Kemi Kofi Kwame Marcia Mercy Ngozi Nkechi Obi Patience"
        " Samuel Simone Tendai Thandiwe Tunde Uche Winston Yaw Yetunde",
        "Abara Achebe Acquah Adebayo Adeleke Agyeman Akintola Amoako Ansah Asante Balogun Bangura Boakye Chukwu"
        " Cudjoe Danso Diallo Egwu Eze Fashola Gyamfi Igwe Kamara Lawal Mbeki Moyo Ncube Nwosu Obeng Odusanya"
        " Ogunleye Okeke Oladipo Onyango Osei Owusu Quaye Sesay Tetteh Uzoma",
    ),
    (
        6,
        "Agnieszka Aleksandra Andrei Anna Bogdan Dorota Elena Ewa Florin Ilona Ioana Iveta Jakub Joanna Kamila"
        " Karolina Katarzyna Kristina Lukáš Magdalena Małgorzata Marek Marta Mihai Monika Natalia Oksana Paweł"
        " Petra Rasa Renata Sorin Tomasz Viktor Wioletta Zuzana",
        "Balčiūnas Bartoš Bielak Ciobanu Dąbrowski Drăgan Filipek Gajda Grabowska Horváth Ivanauskas Jaworska"
        " Kalnins Kowalczyk Kubiak Lis Łuczak Marin Mazur Nemec Novotná Olszewski Pawlak Popa Rusu Sikora Stoica"
        " Szymański Urban Vasile Wilk Zieliński",
    ),
    (
        6,
        "Aled Aoife Bronwen Brendan Catrin Ciara Conor Delyth Eilidh Eluned Fergus Gwen Huw Iain Mairead Mhairi"
        " Niamh Nia Orla Padraig Rhian Rhys Roisin Ruairi Sinéad Siân Siobhan Tegan",
        "Ap-Rhys Bevan Boyle Brannigan Cadwallader Colquhoun Devlin Donnelly Flaherty Gallacher Geraghty Gwilym"
        " Hanrahan Kinsella Lafferty Llewellyn MacAskill McBride McGinty McIlroy Mulcahy O’Driscoll O’Hanlon"
        " O’Rourke Prosser Pugh Quigley Rafferty Sweeney Tudor Urquhart",
    ),
    (
        6,
        "Ana Anh Beatriz Berivan Catarina Dilan Elif Emre Farid Giulia Hiroko Ines José Kai Leyla Linh Lucía Luca"
        " Marco Mei Merve Min-jun Nazanin Omid Paolo Parisa Rafael Reza Rui Samir Shirin Sofia Thuy Xin Ying Yusuf",
        "Aydın Barbosa Bianchi Chan Chen Conti Da-Silva Demir Esfahani Fernandes Ferreira Ghorbani Gomes Hoang"
        " Huang Kaya Kim Lau Leung Liu Lopes Mancini Marques Nguyen Núñez Öztürk Park Pereira Rezaei Rossi Sato"
        " Tang Tavares Tran Wong Yamamoto Yıldız Zhang",
    ),
]
WEIGHTS = [weight for weight, _, _ in GROUPS]
GIVEN = [given.split() for _, given, _ in GROUPS]
FAMILY = [family.split() for _, _, family in GROUPS]
DOUBLE_BARRELLED = 0.04


def name(chance: Random) -> tuple[str, str]:
    """A given and a family name that go together; sometimes a family name of two."""
    group = chance.choices(range(len(GROUPS)), WEIGHTS)[0]
    given, family = chance.choice(GIVEN[group]), chance.choice(FAMILY[group])
    if chance.random() < DOUBLE_BARRELLED:
        family = f"{family}-{chance.choice(FAMILY[0])}"
    return given, family
