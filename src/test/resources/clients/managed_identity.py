"""In a container with a managed identity: lists the container groups around it with that identity."""

import os

from azure.identity import ManagedIdentityCredential
from azure.mgmt.containerinstance import ContainerInstanceManagementClient

endpoint = os.environ["ESTIBA_ENDPOINT"]
subscription = os.environ["SUBSCRIPTION"]
# Azure's own audience, and the one that clients of an unknown cloud may derive from its address.
for scope in ["https://management.azure.com/.default", endpoint + "/.default"]:
    client = ContainerInstanceManagementClient(
        ManagedIdentityCredential(), subscription, base_url=endpoint, credential_scopes=[scope]
    )
    print([group.name for group in client.container_groups.list()])
