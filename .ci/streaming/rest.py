#!/usr/bin/env python3
"""Asks a Flink cluster on this machine.

usage: rest.py job                    prints the ID of the one job that is running
       rest.py checkpoints            prints how many of its checkpoints were completed
       rest.py savepoint FOLDER       makes a savepoint, ends the job and prints where the savepoint is
       rest.py cancel                 ends the job
"""
import json, sys, time, urllib.request

REST = "http://localhost:8081"


def ask(path, body=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(REST + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def job():
    running = [j["jid"] for j in ask("/jobs/overview")["jobs"] if j["state"] == "RUNNING"]
    if len(running) != 1:
        sys.exit("%d jobs are running" % len(running))
    return running[0]


def savepoint(folder):
    path = "/jobs/" + job() + "/savepoints"
    trigger = ask(path, {"target-directory": folder, "cancel-job": True})["request-id"]
    while True:
        answer = ask(path + "/" + trigger)
        if answer["status"]["id"] == "COMPLETED":
            break
        time.sleep(0.5)
    if "location" not in answer["operation"]:
        sys.exit(json.dumps(answer["operation"])[:2000])
    return answer["operation"]["location"]


def main(what, *arguments):
    if what == "job":
        print(job())
    elif what == "checkpoints":
        print(ask("/jobs/" + job() + "/checkpoints")["counts"]["completed"])
    elif what == "savepoint":
        print(savepoint(*arguments))
    elif what == "cancel":
        ask("/jobs/" + job(), {}, "PATCH")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
