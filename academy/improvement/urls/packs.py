from django.urls import path

from academy.improvement.views import pack_drafts, packs

urlpatterns = [
    path("packs/", packs.packs, name="packs"),
    path("packs/new/", pack_drafts.begin_pack, name="begin-pack"),
    path("packs/<int:id>/", packs.pack, name="pack"),
    path("packs/<int:id>/draft/", pack_drafts.pack_draft, name="pack-draft"),
    path("packs/<int:id>/change/", pack_drafts.change_pack, name="change-pack"),
    path("packs/<int:id>/measures/", pack_drafts.pack_measures, name="pack-measures"),
    path("packs/<int:id>/proof/", pack_drafts.pack_proof, name="pack-proof"),
    path("packs/<int:id>/put-forward/", pack_drafts.put_forward_pack, name="put-forward-pack"),
    path("packs/<int:id>/publish/", pack_drafts.publish_pack, name="publish-pack"),
    path("packs/<int:id>/send-back/", pack_drafts.send_back_pack, name="send-back-pack"),
    path("packs/<int:id>/correct/", pack_drafts.correct_pack, name="correct-pack"),
    path("packs/lines/<int:id>/words/", pack_drafts.pack_measure_words, name="pack-measure-words"),
    path("packs/versions/<int:id>/", packs.pack_version, name="pack-version"),
    path(
        "packs/versions/<int:id>/measures/<slug:measure_code>/", packs.pack_version_measure, name="pack-version-measure"
    ),
    path("packs/files/<int:id>/", packs.pack_file, name="pack-file"),
]
