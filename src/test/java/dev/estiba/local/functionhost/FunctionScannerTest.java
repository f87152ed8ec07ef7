package dev.estiba.local.functionhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.ExponentialBackoffRetry;
import com.microsoft.azure.functions.annotation.FixedDelayRetry;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.StorageAccount;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import com.microsoft.durabletask.TaskOrchestrationContext;
import com.microsoft.durabletask.azurefunctions.DurableActivityTrigger;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.azurefunctions.DurableClientInput;
import com.microsoft.durabletask.azurefunctions.DurableOrchestrationTrigger;
import dev.estiba.local.functionhost.app.AppSettings;
import dev.estiba.local.functionhost.app.FunctionAppException;
import dev.estiba.local.functionhost.app.FunctionClasses;
import dev.estiba.local.functionhost.app.FunctionDefinition;
import dev.estiba.local.functionhost.app.FunctionMethod;
import dev.estiba.local.functionhost.app.FunctionScanner;
import dev.estiba.local.functionhost.sample.FailingTimerSample;
import dev.estiba.local.functionhost.sample.HttpSamples;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FunctionScannerTest {

  public static class Declared {
    @FunctionName("Start")
    public String start(
        @HttpTrigger(
                name = "req",
                methods = {HttpMethod.POST, HttpMethod.GET},
                route = "runs/{id:int}",
                authLevel = AuthorizationLevel.FUNCTION)
            String body,
        @DurableClientInput(name = "durable") DurableClientContext durable) {
      return body;
    }

    @FunctionName("Any")
    public void any(@HttpTrigger(name = "req") String body) {}

    @FunctionName("Orchestrate")
    public void orchestrate(
        @DurableOrchestrationTrigger(name = "ctx") TaskOrchestrationContext ctx) {}

    @FunctionName("Act")
    public String act(@DurableActivityTrigger(name = "input") String input) {
      return input;
    }

    @FunctionName("Tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "%TICK%") String timer) {}

    @FunctionName("Drain")
    public void drain(
        @QueueTrigger(name = "message", queueName = "in", connection = "Work") String message) {}

    @FunctionName("Copy")
    @StorageAccount("Account")
    @QueueOutput(name = "ignored", queueName = "done", dataType = "binary", connection = "Other")
    public String copy(
        @QueueTrigger(name = "message", queueName = "in", dataType = "string") String message,
        @QueueOutput(name = "copies", queueName = "copies") OutputBinding<List<String>> copies,
        @BlobInput(name = "from", path = "a/{queueTrigger}", dataType = "binary") byte[] from,
        @BlobOutput(name = "to", path = "b/{rand-guid}", connection = "X")
            OutputBinding<byte[]> to) {
      return message;
    }

    @FunctionName("Keep")
    @BlobOutput(name = "$return", path = "kept/{id}", connection = "Work")
    public String keep(@HttpTrigger(name = "req", route = "keep/{id}") String body) {
      return body;
    }
  }

  @Test
  void a_definition_is_written_as_the_build_plugin_writes_function_json() {
    Map<String, String> files =
        FunctionScanner.definitions(List.of(Declared.class)).stream()
            .collect(
                Collectors.toMap(
                    FunctionDefinition::name, function -> function.functionJson("../app.jar")));

    assertThat(files.get("Start"))
        .isEqualTo(
            "{'scriptFile':'../app.jar','entryPoint':".replace('\'', '"')
                + "\"dev.estiba.local.functionhost.FunctionScannerTest.Declared.start\","
                + ("'bindings':[{'type':'httpTrigger','direction':'in','name':'req',"
                        + "'route':'runs/{id:int}','methods':['POST','GET'],'authLevel':'FUNCTION'},"
                        + "{'type':'durableClient','direction':'in','name':'durable'},"
                        + "{'type':'http','direction':'out','name':'$return'}]}")
                    .replace('\'', '"'));
    assertThat(bindings(files.get("Any")))
        .isEqualTo(
            "[{'type':'httpTrigger','direction':'in','name':'req','methods':[],'authLevel':'FUNCTION'}]");
    assertThat(bindings(files.get("Orchestrate")))
        .isEqualTo("[{'type':'orchestrationTrigger','direction':'in','name':'ctx'}]");
    assertThat(bindings(files.get("Act")))
        .isEqualTo("[{'type':'activityTrigger','direction':'in','name':'input'}]");
    assertThat(bindings(files.get("Tick")))
        .isEqualTo("[{'type':'timerTrigger','direction':'in','name':'timer','schedule':'%TICK%'}]");
    assertThat(bindings(files.get("Drain")))
        .isEqualTo(
            "[{'type':'queueTrigger','direction':'in','name':'message','queueName':'in','connection':'Work'}]");
    assertThat(bindings(files.get("Copy")))
        .isEqualTo(
            "[{'type':'queueTrigger','direction':'in','name':'message','queueName':'in',"
                + "'dataType':'string','connection':'Account'},"
                + "{'type':'queue','direction':'out','name':'copies','queueName':'copies',"
                + "'connection':'Account'},"
                + "{'type':'blob','direction':'in','name':'from','path':'a/{queueTrigger}',"
                + "'dataType':'binary','connection':'Account'},"
                + "{'type':'blob','direction':'out','name':'to','path':'b/{rand-guid}',"
                + "'connection':'X'},"
                + "{'type':'queue','direction':'out','name':'$return','queueName':'done',"
                + "'dataType':'binary','connection':'Other'}]");
    assertThat(bindings(files.get("Keep")))
        .isEqualTo(
            "[{'type':'httpTrigger','direction':'in','name':'req','route':'keep/{id}','methods':[],"
                + "'authLevel':'FUNCTION'},"
                + "{'type':'blob','direction':'out','name':'$return','path':'kept/{id}',"
                + "'connection':'Work'}]");
  }

  private static String bindings(String functionJson) {
    String text = functionJson.replace('"', '\'');
    return text.substring(text.indexOf("'bindings':") + "'bindings':".length(), text.length() - 1);
  }

  public static class SameName {
    @FunctionName("start")
    public void other(@HttpTrigger(name = "req") String body) {}
  }

  public static class UnknownBinding {
    @FunctionName("OnBlob")
    public void on(@BlobTrigger(name = "blob", path = "a/{name}") String blob) {}
  }

  public static class PlainOutput {
    @FunctionName("Plain")
    public void plain(
        @HttpTrigger(name = "req") String body,
        @QueueOutput(name = "out", queueName = "q") String out) {}
  }

  public static class OutputInput {
    @FunctionName("Inward")
    public void inward(
        @HttpTrigger(name = "req") String body,
        @BlobInput(name = "blob", path = "a/b") OutputBinding<String> blob) {}
  }

  public static class NothingReturned {
    @FunctionName("Silent")
    @QueueOutput(name = "out", queueName = "q")
    public void silent(@HttpTrigger(name = "req") String body) {}
  }

  public static class TwoOfAName {
    @FunctionName("Double")
    public void twice(
        @HttpTrigger(name = "req") String body,
        @BlobInput(name = "REQ", path = "a/b") String blob) {}
  }

  public static class Unannotated {
    @FunctionName("Loose")
    public void loose(@HttpTrigger(name = "req") String body, int loose) {}
  }

  public static class NoTrigger {
    @FunctionName("Idle")
    public void idle() {}
  }

  public static class Hidden {
    @FunctionName("Hidden")
    void hidden(@HttpTrigger(name = "req") String body) {}
  }

  public static class Overloaded {
    @FunctionName("Twice")
    public void twice(@HttpTrigger(name = "req") String body) {}

    public void twice() {}
  }

  @Test
  void a_function_that_could_not_run_is_refused_by_name() {
    assertRefused("'start'", "Rename one of them", Declared.class, SameName.class);
    assertRefused("'OnBlob'", "@BlobTrigger", UnknownBinding.class);
    assertRefused("'Plain'", "Declare an output as OutputBinding", PlainOutput.class);
    assertRefused("'Inward'", "only for outputs", OutputInput.class);
    assertRefused("'Silent'", "Return a value", NothingReturned.class);
    assertRefused("'Double'", "'REQ'", TwoOfAName.class);
    assertRefused("'Loose'", "parameter of type int", Unannotated.class);
    assertRefused("'Idle'", "0 triggers", NoTrigger.class);
    assertRefused("'Hidden'", "must be public", Hidden.class);
    assertRefused("'Twice'", "overloaded", Overloaded.class);
  }

  public static class TwoPolicies {
    @FunctionName("Torn")
    @FixedDelayRetry(maxRetryCount = 1, delayInterval = "00:00:01")
    @ExponentialBackoffRetry(
        maxRetryCount = 1,
        minimumInterval = "00:00:01",
        maximumInterval = "00:00:02")
    public void torn(@TimerTrigger(name = "timer", schedule = "%TICK%") String timer) {}
  }

  public static class MalformedPolicy {
    @FunctionName("Hasty")
    @FixedDelayRetry(maxRetryCount = 1, delayInterval = "soon")
    public void hasty(@TimerTrigger(name = "timer", schedule = "%TICK%") String timer) {}
  }

  @Test
  void a_retry_policy_is_written_as_the_build_plugin_does_and_refused_if_it_cannot_be() {
    List<String> files =
        FunctionScanner.definitions(List.of(FailingTimerSample.class)).stream()
            .map(function -> function.functionJson("../app.jar").replace('"', '\''))
            .toList();

    assertThat(files.get(0))
        .endsWith(
            "'retry':{'strategy':'exponentialBackoff','maxRetryCount':2,"
                + "'minimumInterval':'00:00:20','maximumInterval':'00:00:30'}}");
    assertThat(files.get(1))
        .endsWith(
            "'retry':{'strategy':'fixedDelay','maxRetryCount':-1,'delayInterval':'00:00:00.05'}}");
    assertRefused("'Torn'", "two retry policies", TwoPolicies.class);
    assertRefused("'Hasty'", "'soon'", MalformedPolicy.class);
  }

  private static void assertRefused(String function, String why, Class<?>... classes) {
    assertThatThrownBy(() -> FunctionScanner.definitions(List.of(classes)))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining(function)
        .hasMessageContaining(why);
  }

  public static class AdminRoute {
    @FunctionName("Sneaky")
    public void sneaky(@HttpTrigger(name = "req", route = "Admin/keys") String body) {}
  }

  public static class MalformedRoute {
    @FunctionName("Crooked")
    public void crooked(@HttpTrigger(name = "req", route = "a/{b") String body) {}
  }

  public static class SettingRoute {
    @FunctionName("Placed")
    public void placed(@HttpTrigger(name = "req", route = "%PLACE%") String body) {}
  }

  public static class TwoRoutes {
    @FunctionName("One")
    public void one(
        @HttpTrigger(
                name = "req",
                methods = {HttpMethod.GET},
                route = "a/{x}")
            String body) {}

    @FunctionName("Two")
    public void two(@HttpTrigger(name = "req", route = "A/{y}") String body) {}
  }

  @Test
  void a_route_that_is_reserved_or_malformed_or_taken_is_refused_by_name() {
    assertRouteRefused("'Sneaky'", "the host keeps for itself", AdminRoute.class);
    assertRouteRefused("'Crooked'", "malformed", MalformedRoute.class);
    assertRouteRefused("'Placed'", "'%PLACE%'", SettingRoute.class);
    assertRouteRefused("'Two'", "function 'One' has the same route", TwoRoutes.class);
  }

  private static void assertRouteRefused(String function, String why, Class<?> type) {
    List<FunctionMethod> functions = FunctionScanner.scan(List.of(type));
    assertThatThrownBy(() -> RouteTable.of(functions, "api", new AppSettings(Map.of())))
        .isInstanceOf(FunctionAppException.class)
        .hasMessageContaining(function)
        .hasMessageContaining(why);
  }

  @Test
  void classes_are_found_in_a_package_of_the_class_path() {
    List<Class<?>> found =
        FunctionClasses.inPackage(
            HttpSamples.class.getPackageName(), HttpSamples.class.getClassLoader());

    assertThat(found).contains(HttpSamples.class, HttpSamples.Cargo.class);
    assertThat(
            FunctionClasses.inPackage(
                FunctionName.class.getPackageName(), getClass().getClassLoader()))
        .contains(FunctionName.class, HttpTrigger.class);
  }
}
