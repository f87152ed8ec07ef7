"""Does with Azure's SDK for Python all that it offers for container groups, and prints what it saw."""

import json
import os
import sys
import time

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.containerinstance import ContainerInstanceManagementClient
from azure.mgmt.containerinstance import models
from azure.mgmt.resource.resources import ResourceManagementClient

endpoint = os.environ["ESTIBA_ENDPOINT"]
secret = os.environ["ESTIBA_TOKEN"]
subscription = "10ca1a20-0000-0000-0000-000000000001"
fast = {"polling_interval": 0.1}


class StaticToken:
    def get_token(self, *scopes, **kwargs):
        return AccessToken(secret, int(time.time()) + 3600)


def group(duration):
    command = ["simulate", "--duration", str(duration), "--log", "first", "--log", "second"]
    requests = models.ResourceRequests(cpu=1, memory_in_gb=0.5)
    container = models.Container(
        name="main",
        image="busybox",
        command=command,
        resources=models.ResourceRequirements(requests=requests),
        environment_variables=[
            models.EnvironmentVariable(name="SHOWN", value="yes"),
            models.EnvironmentVariable(name="HIDDEN", secure_value="no"),
        ],
    )
    return models.ContainerGroup(
        location="westeurope",
        containers=[container],
        os_type="Linux",
        restart_policy="Never",
        identity=models.ContainerGroupIdentity(type="SystemAssigned"),
        tags={"made-by": "python"},
    )


def wait_for(state):
    end = time.time() + 30
    while True:
        seen = groups.get("rg", "g").instance_view.state
        if seen == state:
            return seen
        if time.time() > end:
            sys.exit(f"The group is {seen} and does not become {state}.")
        time.sleep(0.1)


def code_of(call):
    try:
        call()
        return "none"
    except HttpResponseError as e:
        return e.error.code


def client_secret():
    credential = ClientSecretCredential(
        tenant_id="any",
        client_id="any",
        client_secret=secret,
        authority=endpoint,
        disable_instance_discovery=True,
    )
    return ContainerInstanceManagementClient(credential, subscription, base_url=endpoint)


resources = ResourceManagementClient(StaticToken(), subscription, base_url=endpoint)
client = ContainerInstanceManagementClient(StaticToken(), subscription, base_url=endpoint)
groups = client.container_groups
location = getattr(client, "location", None)
seen = {}

# Resource groups and providers
seen["exists_before"] = resources.resource_groups.check_existence("rg")
resources.resource_groups.create_or_update("rg", {"location": "westeurope"})
seen["exists"] = resources.resource_groups.check_existence("rg")
seen["resource_group"] = resources.resource_groups.get("rg").location
tagged = resources.resource_groups.update("rg", {"tags": {"a": "b"}})
seen["resource_group_tags"] = tagged.tags
seen["resource_groups"] = [found.name for found in resources.resource_groups.list()]
seen["provider"] = resources.providers.get("Microsoft.ContainerInstance").registration_state
seen["registered"] = resources.providers.register("Microsoft.ContainerInstance").registration_state
seen["providers"] = [found.namespace for found in resources.providers.list()]

# A group's life
created = groups.begin_create_or_update("rg", "g", group(60), **fast).result()
seen["created"] = created.provisioning_state
seen["identity"] = created.identity.type
wait_for("Running")
seen["get"] = groups.get("rg", "g").containers[0].instance_view.current_state.state
variables = created.containers[0].environment_variables
seen["variables"] = [[variable.name, variable.value] for variable in variables]
seen["logs"] = client.containers.list_logs("rg", "g", "main").content
seen["tail"] = client.containers.list_logs("rg", "g", "main", tail=1).content
seen["timestamps"] = client.containers.list_logs("rg", "g", "main", timestamps=True).content
seen["list"] = [found.name for found in groups.list()]
seen["list_by_resource_group"] = [found.name for found in groups.list_by_resource_group("rg")]
seen["resources"] = [found.type for found in resources.resources.list_by_resource_group("rg")]
seen["all_resources"] = [found.name for found in resources.resources.list()]
seen["tags"] = groups.update("rg", "g", models.Resource(tags={"c": "d"})).tags
seen["dependencies"] = groups.get_outbound_network_dependencies_endpoints("rg", "g")
groups.begin_restart("rg", "g", **fast).result()
seen["restarted"] = wait_for("Running")
groups.stop("rg", "g")
seen["stopped"] = wait_for("Stopped")
groups.begin_start("rg", "g", **fast).result()
seen["started"] = wait_for("Running")
command = models.ContainerExecRequest(command="sh")
seen["exec"] = code_of(lambda: client.containers.execute_command("rg", "g", "main", command))
seen["attach"] = code_of(lambda: client.containers.attach("rg", "g", "main"))

# What a region tells
seen["usages"] = {
    usage.name.value: [usage.current_value, usage.limit] for usage in location.list_usage("westeurope")
}
seen["capabilities"] = [found.os_type for found in location.list_capabilities("westeurope")]
seen["cached_images"] = [found.os_type for found in location.list_cached_images("westeurope")]
seen["operations"] = [operation.name for operation in client.operations.list()]

# Signing in
seen["client_secret"] = [found.name for found in client_secret().container_groups.list()]

# The end
groups.begin_delete("rg", "g", **fast).result()
try:
    groups.get("rg", "g")
except ResourceNotFoundError as e:
    seen["deleted"] = e.error.code
resources.resource_groups.begin_delete("rg", **fast).result()
seen["exists_after"] = resources.resource_groups.check_existence("rg")
print(json.dumps(seen, default=str))
