from django.urls import path

from academy.workforce.views import published, rates, team_months

urlpatterns = [
    path("rates/", rates.workforce_rates, name="workforce-rates"),
    path("rates/teams/", rates.workforce_teams, name="workforce-teams"),
    path("rates/months/", team_months.team_months, name="team-months"),
    path("rates/months/example/", team_months.month_example, name="month-example"),
    path("rates/months/files/<int:id>/", team_months.month_file, name="month-file"),
    path("rates/establishment/", team_months.set_establishment, name="set-establishment"),
    path("rates/published/", published.published_files, name="published-files"),
    path("rates/published/<int:id>/", published.published_release, name="published-release"),
    path("rates/published/<int:id>/take-away/", published.take_release_away, name="take-release-away"),
    path("rates/<slug:rate>/", rates.workforce_rate, name="workforce-rate"),
]
