from django.urls import path

from academy.plan import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("new/", views.begin_plan, name="begin-plan"),
    path("<int:year>/", views.plan_year, name="plan-year"),
    path("<int:year>/change/", views.change_plan, name="change-plan"),
    path("<int:year>/agree/", views.agree_plan, name="agree-plan"),
    path("<int:year>/close/", views.close_plan, name="close-plan"),
    path("<int:year>/document/", views.plan_document, name="plan-document"),
    path("<int:year>/capacity/", views.plan_capacity, name="plan-capacity"),
    path("<int:year>/money/", views.plan_money, name="plan-money"),
    path("<int:year>/budgets/new/", views.add_budget, name="add-budget"),
    path("<int:year>/items/new/", views.add_plan_item, name="add-plan-item"),
    path("items/<int:id>/", views.plan_item, name="plan-item"),
    path("items/<int:id>/change/", views.change_plan_item, name="change-plan-item"),
    path("items/<int:id>/drop/", views.drop_plan_item, name="drop-plan-item"),
    path("items/<int:id>/again/", views.take_up_plan_item, name="take-up-plan-item"),
    path("items/<int:id>/commission/", views.commission_plan_item, name="commission-plan-item"),
    path("items/<int:id>/costs/new/", views.add_plan_cost, name="add-plan-cost"),
    path("commissions/<int:id>/", views.commission, name="commission"),
    path("commissions/<int:id>/sessions/", views.schedule_commission, name="schedule-commission"),
    path("commissions/<int:id>/count/", views.count_sessions, name="count-sessions"),
    path("budgets/<int:id>/", views.budget, name="budget"),
    path("budgets/<int:id>/change/", views.change_budget, name="change-budget"),
    path("costs/<int:id>/", views.plan_cost, name="plan-cost"),
    path("costs/<int:id>/change/", views.change_plan_cost, name="change-plan-cost"),
    path("costs/<int:id>/spend/", views.spend_on_cost, name="spend-on-cost"),
    path("costs/<int:id>/remove/", views.remove_plan_cost, name="remove-plan-cost"),
]
