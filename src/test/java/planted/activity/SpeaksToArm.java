package planted.activity;

import com.azure.resourcemanager.containerinstance.models.ContainerGroup;

/** Only aci may use the Azure SDK's container groups. */
public final class SpeaksToArm {

  public ContainerGroup reach;
}
