"""Every address of the desk."""

from django.urls import include, path

from kiosk.desk.accounts import views as accounts
from kiosk.desk.advice import arranging, texts
from kiosk.desk.advice import views as advice
from kiosk.desk.ministry import views as ministry
from kiosk.desk.publishing import api, history
from kiosk.desk.publishing import views as publishing

urlpatterns = [
    path("", advice.board, name="board"),
    path("write/announcement/", advice.write_announcement, name="write-announcement"),
    path("write/notice/", advice.write_notice, name="write-notice"),
    path("write/attestation/", advice.write_attestation, name="write-attestation"),
    path("notices/<str:notice>/withdraw/", advice.withdraw_notice, name="withdraw-notice"),
    path("texts/", texts.index, name="texts"),
    path("texts/<str:part>/", texts.listed, name="texts-of"),
    path("texts/<str:part>/new/", texts.write, name="text-new"),
    path("texts/<str:part>/order/", arranging.arrange, name="order"),
    path("texts/<str:part>/<str:item>/", texts.write, name="text"),
    path("history/<str:part>/<str:item>/", history.page, name="history"),
    path("versions/", advice.versions, name="versions"),
    path("versions/<int:pk>/", publishing.version, name="version"),
    path("versions/<int:pk>/edit/", advice.edit, name="edit"),
    path("versions/<int:pk>/pictures/", publishing.wall, name="wall"),
    path("versions/<int:pk>/pictures/<slug:key>/<str:name>", publishing.picture, name="picture"),
    path("versions/<int:pk>/<slug:act>/", publishing.act, name="act"),
    path("ministry/", ministry.page, name="ministry"),
    path("ministry/compare/", ministry.compare_now, name="ministry-compare"),
    path("ministry/draft/", ministry.open_draft, name="ministry-draft"),
    path("ministry/phrases/", ministry.propose, name="ministry-phrase"),
    path("ministry/phrases/<int:pk>/<slug:act>/", ministry.settle, name="ministry-settle"),
    path("audit/", publishing.audit, name="audit"),
    path("audit.csv", publishing.audit_csv, name="audit-csv"),
    path("people/", accounts.people, name="people"),
    path("people/invite/", accounts.invite, name="invite"),
    path("people/<int:pk>/confirm/", accounts.confirm, name="confirm"),
    path("people/postings/<int:pk>/<slug:act>/", accounts.posting, name="posting"),
    path("people/<int:pk>/post/", accounts.post, name="post"),
    path("people/keys/<int:pk>/admit/", publishing.admit, name="admit-key"),
    path("people/keys/<int:pk>.json", accounts.key_file, name="key-file"),
    path("people/roster/<slug:act>/", accounts.roster, name="roster"),
    path("me/", accounts.me, name="me"),
    path("me/mail/", accounts.own_mail, name="own-mail"),
    path("join/<str:uid>/<str:token>/", accounts.join, name="join"),
    path("language/", accounts.language, name="language"),
    path("sign/waiting/<str:token>/", api.waiting, name="sign-waiting"),
    path("sign/signature/<str:token>/", api.signature, name="sign-signature"),
    path("sign/roster/<str:token>/", api.roster, name="sign-roster"),
    path("sign/enroll/<str:token>/", api.enroll, name="sign-enroll"),
    path("account/password/change/", accounts.change_password, name="account_change_password"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
