"""/verify/: anybody drops a bundle or a proof and sees whether it holds. Nothing is kept, nothing is looked up."""

import io
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View
from django.views.decorators.http import require_safe

from ledger.bundle import Scope
from ledger.canonical import KINDS
from ledger.disclosed import DisclosureVerdict, verify
from ledger.disclosure import REASONS
from ledger.faults import Fault, RefusedError
from ledger.policy import Policy, parse_policy
from ledger.proofs import FIRST_LINE, ProofVerdict, parse_leaf, parse_receipt, verify_proof
from ledger.published import policy_text
from ledger.verdict import Verdict
from ledger.verifier import is_disclosure, is_proof, read_disclosure, verify_bundle
from tenants.problems import NotFound
from web.forms import Form

MOST = settings.PAPER_MOST // 1024**2
LOOKED_AT = 200
"""Octets from which the kind of a file is told."""
COLUMNS = ("What was recorded", "Added", "Changed", "Removed")


class VerifyForm(Form):
    file = forms.FileField(
        label="The bundle or the proof",
        help_text=f"At most {MOST} MB. It is checked in memory and not kept.",
        allow_empty_file=True,
    )
    receipt = forms.CharField(
        label="With a proof: the receipt, or the hash of the leaf", required=False, max_length=200_000,
        help_text="A proof says where a leaf stands, not what it holds. Leave it empty for a bundle.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    policy = forms.CharField(
        label="Your own policy", required=False, max_length=500_000,
        help_text="The keys that you trust, as for iro-verify. Left empty, the keys of this installation count.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean_policy(self) -> Policy | None:
        text = self.cleaned_data["policy"] or policy_text()
        try:
            return parse_policy(text) if text else None
        except Fault as wrong:
            raise ValidationError(f"The policy can’t be used: {wrong}") from wrong


@dataclass(frozen=True)
class Result:
    """What the page says of a file: `facts` are (what, value); of a refusal `code`, `reason` and where."""

    ok: bool
    facts: tuple[tuple[str, str], ...] = ()
    rows: tuple[list[object], ...] = ()
    proved: str = ""
    not_proved: str = ""
    code: str = ""
    reason: str = ""


class Verify(View):
    """GET: the form. POST: the same page with the result on top, whichever it is; 422 without a file."""

    http_method_names = ["get", "head", "post"]
    body_most = settings.PAPER_MOST + settings.FORM_AROUND_PAPER

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, VerifyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = VerifyForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(request, form, status=422)
        given = form.cleaned_data
        result = check(given["file"].read(), given["receipt"].strip(), given["policy"])
        return self._show(request, VerifyForm(), result, own=bool(form.data.get("policy")))

    def _show(
        self, request: HttpRequest, form: Form, result: Result | None = None, *, own: bool = False, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "result": result, "own": own, "keys": policy_text(), "columns": COLUMNS}
        return render(request, "verify/verify.html", context, status=status)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """/verify/keys: the policy file of this installation, as text."""
    text = policy_text()
    if not text:
        raise NotFound("The keys of the logs aren’t kept here: ask whoever runs the signer for them.")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def check(content: bytes, receipt: str, policy: Policy | None) -> Result:
    """What `iro-verify` says of a file. `receipt` is a receipt as JSON, or a leaf's hash, and may be empty."""
    try:
        if is_proof(content[: len(FIRST_LINE)]):
            return _of_proof(_proof(content, receipt, policy))
        if is_disclosure(content[:LOOKED_AT]):
            return _of_disclosure(verify(read_disclosure(io.BytesIO(content)), policy))
        return _of_bundle(verify_bundle(io.BytesIO(content), policy))
    except Fault as fault:
        where = fault.where if isinstance(fault, RefusedError) else {}
        place = tuple((name.capitalize(), str(value)) for name, value in where.items())
        return Result(ok=False, code=fault.code, reason=str(fault), facts=place)


def _proof(content: bytes, receipt: str, policy: Policy | None) -> ProofVerdict:
    if policy is None:
        raise Fault("policy-missing", "a proof carries no keys, and none are published here: give your own policy")
    if not receipt:
        raise Fault("receipt-missing", "a proof says where a leaf stands, not which: give the receipt, or its hash")
    text = content.decode(errors="replace")
    if receipt.startswith("{"):
        return verify_proof(text, (), policy, parse_receipt(receipt))
    try:
        leaf = parse_leaf(receipt)
    except ValueError as wrong:
        raise Fault("receipt-malformed", str(wrong)) from wrong
    return verify_proof(text, [leaf], policy)


def _of_bundle(verdict: Verdict) -> Result:
    head = verdict.checkpoint
    facts = [("House", verdict.house), ("Log", head.origin), ("Changes in the log", str(head.size))]
    if verdict.scope:
        facts += [("Changes in this file", str(verdict.shown)), ("Said to be of", _scope(verdict.scope))]
    if verdict.counts:
        facts += [("Recorded from", verdict.first_at), ("Recorded to", verdict.last_at)]
    tables = sorted({table for table, _ in verdict.counts})
    rows: list[list[object]] = [[table, *(str(verdict.counts[table, kind]) for kind in KINDS)] for table in tables]
    facts += _keys(head.root, verdict)
    return Result(
        ok=True, facts=tuple(facts), rows=tuple(rows), proved=" ".join(verdict.proved()),
        not_proved=" ".join(verdict.not_proved()),
    )  # fmt: skip


def _of_proof(verdict: ProofVerdict) -> Result:
    facts = [("Log", verdict.origin), ("Leaf", verdict.leaf.hex())]
    facts.append(("Its place in the log", f"number {verdict.index} of {verdict.size}, counted from 0"))
    facts += [("Change", verdict.change_id)] if verdict.change_id else []
    facts += _keys(verdict.root, verdict)
    return Result(
        ok=True, facts=tuple(facts), proved=" ".join(verdict.proved()), not_proved=" ".join(verdict.not_proved())
    )


def _of_disclosure(verdict: DisclosureVerdict) -> Result:
    found = verdict.counted
    facts = [("Bundle of", found.reference), ("Version", found.version), ("Root", found.root)]
    facts += [("Documents", str(found.documents)), ("Pages", str(found.pages))]
    facts += [(f"Withheld: {REASONS[reason]}", str(times)) for reason, times in found.withheld]
    facts += [("Receipts proved in the signed log", str(verdict.proved))] if verdict.proved is not None else []
    proved, not_proved = verdict.paragraphs()
    return Result(ok=True, facts=tuple(facts), proved=proved, not_proved=not_proved)


def _scope(scope: Scope) -> str:
    return f"{scope.kind} {scope.reference}"


def _keys(root: bytes, verdict: Verdict | ProofVerdict) -> list[tuple[str, str]]:
    found = [("Root", root.hex()), ("Signed with the key", verdict.log_key.fingerprint)]
    return [*found, *(("Cosigned by", f"{by.key.name}, {by.at}") for by in verdict.cosigned)]
