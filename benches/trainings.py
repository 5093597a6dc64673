#!/usr/bin/env python3
"""Writes an Insights trainings export of any size: the 15 columns of January 2021, tab separated, CRLF.

    trainings.py ROWS PEOPLE > trainings.tsv

The same arguments give the same bytes. As in the public sample, a third of the rows has no name and no work address,
and people appear many times. Nobody in it exists.
"""
import random
import sys

rows, people = int(sys.argv[1]), int(sys.argv[2])
dice = random.Random(20181029)
credentials = [
    ("70532", "Developing Microsoft Azure Solutions", "Exam"),
    ("70533", "Implementing Microsoft Azure Infrastructure Solutions", "Exam"),
    ("70480", "Programming in HTML5 with JavaScript and CSS3", "Exam"),
    ("70483", "Programming in C#", "Exam"),
    ("70486", "Developing ASP.NET MVC Web Applications", "Exam"),
    ("3051", "Azure Administrator Associate", "Certification"),
    ("3077", "Azure Solutions Architect Expert", "Certification"),
    ("3078", "Azure Developer Associate", "Certification"),
    ("3082", "Azure DevOps Engineer Expert", "Certification"),
    ("3088", "Azure Data Engineer Associate", "Certification"),
]
months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
cities = ["Chiyoda", "Osaka", "Nagoya", "Fukuoka"]
out = sys.stdout
out.reconfigure(newline="", encoding="utf-8")
out.write("TrainingActivityId\tTrainingTitle\tTrainingType\tIndividualFirstName\tIndividualLastName\tEmail\tCorpEmail\t"
          "TrainingCompletionDate\tMonth\tIcMCP\tMCPID\tMPNId\tPartnerName\tPartnerCityLocation\tPartnerCountryLocation\r\n")
for row in range(rows):
    # The first rows name everybody once; the others are drawn.
    person = row if row < people else dice.randrange(people)
    code, title, kind = credentials[dice.randrange(len(credentials))]
    year, month, day = dice.randrange(2014, 2019), dice.randrange(1, 13), dice.randrange(1, 29)
    when = f"{year}-{month:02}-{day:02}  {dice.randrange(24):02}:{dice.randrange(60):02}:{dice.randrange(60):02}"
    named = dice.random() < 0.62
    given, family = (f"Given{person}", f"Family{person}") if named else ("", "")
    work = f"person{person}@contoso.example" if named else ""
    out.write(f"{code}\t{title}\t{kind}\t{given}\t{family}\tperson{person}@mail.example\t{work}\t{when}\t"
              f"{months[month - 1]}-{year % 100:02}\t1\t{90000000 + person}\t{9000001 + person % 4}\tContoso Example KK\t"
              f"{cities[person % 4]}\tJapan\r\n")
