import re

import httpx
import pytest

from tests.serving import Running

CLOSED = """
/docs /redoc /openapi.json /gradio_api/openapi.json /monitoring /monitoring/summary
/monitoring/x /gradio_api/runs /gradio_api/run-history/records /gradio_api/mcp
/gradio_api/mcp/sse /gradio_api/mcp/schema /gradio_api/vibe-code /gradio_api/dev/reload
/gradio_api/deep_link?session_hash=x /manifest.json /pwa_icon /gradio_api/profiling/summary
/gradio_api/upload_progress?upload_id=x /login /logout /gradio_api/token
/gradio_api/file=/etc/passwd /gradio_api/file=app.py /gradio_api/file=.env /file=/etc/passwd
/file/etc/passwd /gradio_api/file=http://127.0.0.1:1/ /gradio_api/proxy=http://127.0.0.1:1/
/proxy=http://127.0.0.1:1/ /gradio_api/stream/a/b/c/playlist.m3u8
/gradio_api/custom_component/x/client/component/index.js /static/..%2f..%2fapp.py
/assets/..%2f..%2froutes.py /page/..%2fserver.py /page/server.py /svelte/x /.env /app.py
/knowledge/helplines.yaml /help/xx /language/xx /status/xx
""".split()


@pytest.mark.parametrize("path", CLOSED)
def test_what_is_not_offered_is_not_there(server: Running, path: str):
    reply = server.get(path)
    assert reply.status_code in (403, 404)
    assert "root:" not in reply.text


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/vibe-edit", "/gradio_api/component_server", "/login", "/gradio_api/stream/x"],
)
def test_what_is_not_offered_takes_nothing(server: Running, path: str):
    assert httpx.post(server.url + path, json={}).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(server: Running, method: str):
    assert httpx.request(method, f"{server.url}/gradio_api/run/ask").status_code == 404


def test_what_programs_read_is_open(server: Running):
    for path in ("/config", "/gradio_api/info", "/healthz", "/readyz", "/status/en"):
        assert server.get(path).status_code == 200
    assert server.get("/status/en").json()["ready"] is True


def test_the_configuration_tells_nothing_of_the_machine(server: Running):
    config = server.get("/config").json()
    assert not config.get("run_history")
    assert not config["footer_links"]
    assert not config.get("enable_monitoring")
    assert "/root" not in server.get("/config").text


@pytest.mark.parametrize(("path", "language"), [("/", "id"), ("/en", "en")])
def test_each_page_has_its_language_and_asks_no_other_host(
    server: Running, path: str, language: str
):
    reply = server.get(path)
    assert re.search(rf'<html\s+lang="{language}"', reply.text)
    title = {"id": "Asisten Belajar ESKA", "en": "CSEC Study Assistant"}[language]
    assert f"<title>{title}</title>" in reply.text
    assert f'"title":"{title}"' in reply.text
    assert not re.search(r'(?:src|href|content)="(?:https?:)?//', reply.text)
    assert "googleapis" not in reply.text
    assert reply.headers["cache-control"] == "no-store"


def test_every_answer_carries_the_security_headers(server: Running):
    for path in ("/", "/en", "/healthz", "/config", "/reader/nope", "/page/chat.js", "/docs"):
        headers = server.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src" in headers["content-security-policy"]


@pytest.mark.parametrize(
    "origin", ["null", "https://evil.example", "http://localhost:9", "http://127.0.0.1:9"]
)
def test_no_other_origin_may_read(server: Running, origin: str):
    for path in ("/config", "/", "/gradio_api/info", "/reader/thesis.id"):
        headers = server.get(path, headers={"Origin": origin}).headers
        assert "access-control-allow-origin" not in headers


def test_the_chosen_language_is_remembered(server: Running):
    with httpx.Client(base_url=server.url) as client:
        assert client.get("/").status_code == 200
        assert client.get("/language/en").headers["location"] == "/en"
        assert client.get("/").headers["location"] == "/en"
        client.get("/language/id")
        assert client.get("/").status_code == 200


def test_help_is_there_without_a_script(server: Running):
    for ui, word in (("id", "SAPA 129"), ("en", "healing119.id")):
        page = server.get(f"/help/{ui}").text
        assert word in page
        assert 'href="tel:110"' in page
        assert f'href="/help/{ui}"' in server.get("/" if ui == "id" else "/en").text


def test_the_page_left_for_says_nothing(server: Running):
    assert not re.sub(r"<[^>]*>|&#8203;|\s", "", server.get("/leave").text)
